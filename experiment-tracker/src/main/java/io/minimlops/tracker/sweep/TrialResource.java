package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.sweep.TrialDesk.Next;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Sweeps, for the agents that carry them out.
@Path("/api/v1/sweeps/{id}")
@Tag(name = "sweeps")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TrialResource {

    private static final Set<String> STATES =
            Set.of("WAITING", "RUNNING", "FINISHED", "STOPPED_EARLY", "FAILED", "CANCELED");

    private final TrialDesk desk;
    private final SweepTable sweeps;
    private final TrialTable trials;
    private final SweepConfig config;

    TrialResource(TrialDesk desk, SweepTable sweeps, TrialTable trials, SweepConfig config) {
        this.desk = desk;
        this.sweeps = sweeps;
        this.trials = trials;
        this.config = config;
    }

    /// @param outcome `trial`, `wait` or `done`
    @JsonNaming(LowerCamelCaseStrategy.class)
    record Answer(String outcome, @Nullable TrialView trial) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Listing(List<TrialView> trials, @Nullable String nextPageToken) {}

    @POST
    @Path("next")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The next trial: `trial` with it, `wait` with Retry-After, or `done`")
    public RestResponse<Answer> next(@RestPath String id, SweepRequests.@Nullable Poll poll) {
        String agent = poll == null ? "" : poll.agentName();
        return switch (desk.next(id, agent)) {
            case Next.Take(var sweep, var trial) ->
                    RestResponse.ok(new Answer("trial", TrialView.of(sweep.id(), trial)));
            case Next.Wait _ ->
                    RestResponse.ResponseBuilder.ok(new Answer("wait", null))
                            .header(
                                    HttpHeaders.RETRY_AFTER,
                                    Math.max(1, config.retryAfter().toSeconds()))
                            .build();
            case Next.Done _ -> RestResponse.ok(new Answer("done", null));
        };
    }

    @GET
    @Path("trials")
    @Operation(summary = "Trials by number")
    public Listing list(
            @RestPath String id,
            @RestQuery @Nullable String state,
            @RestQuery @DefaultValue("100") int limit,
            @RestQuery @Nullable String pageToken) {
        if (state != null && !STATES.contains(state)) {
            throw SweepResource.invalid("state must be one of " + String.join(", ", STATES));
        }
        String sweep = sweeps.get(id).id();
        int size = SweepResource.limit(limit);
        List<Trial> found = trials.after(sweep, state, after(pageToken), size + 1);
        List<Trial> page = found.size() > size ? found.subList(0, size) : found;
        return new Listing(
                page.stream().map(trial -> TrialView.of(sweep, trial)).toList(),
                found.size() > size ? Long.toString(page.getLast().number()) : null);
    }

    @GET
    @Path("trials/{number}")
    @Operation(summary = "A trial; `stop` tells its agent whether to stop")
    public TrialView get(@RestPath String id, @RestPath long number) {
        return TrialView.of(id, desk.look(id, number));
    }

    @POST
    @Path("trials/{number}/heartbeat")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Extends the lease")
    public TrialView heartbeat(
            @RestPath String id, @RestPath long number, SweepRequests.@Nullable Heartbeat sent) {
        var heartbeat = sent == null ? new SweepRequests.Heartbeat(null) : sent;
        return TrialView.of(id, desk.report(id, number, heartbeat.report()));
    }

    @POST
    @Path("trials/{number}/report")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Logs values to the trial's run, extends the lease, or ends the trial")
    public TrialView report(
            @RestPath String id, @RestPath long number, SweepRequests.@Nullable TrialReport sent) {
        var report =
                sent == null ? new SweepRequests.TrialReport(null, null, null, null, null) : sent;
        return TrialView.of(id, desk.report(id, number, report.report()));
    }

    private static long after(@Nullable String pageToken) {
        try {
            return pageToken == null || pageToken.isEmpty() ? 0 : Long.parseLong(pageToken);
        } catch (NumberFormatException e) {
            throw SweepResource.invalid("pageToken must be one that an answer brought");
        }
    }
}
