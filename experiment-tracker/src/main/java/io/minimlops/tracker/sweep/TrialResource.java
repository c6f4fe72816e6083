package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.JsonBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
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

    private static final int LARGEST_REQUEST = 256 * 1024;

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
    record NextTrial(String outcome, @Nullable TrialView trial) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record TrialPage(List<TrialView> trials, @Nullable String nextPageToken) {}

    @POST
    @Path("next")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The next trial: `trial` with it, `wait` with Retry-After, or `done`")
    @RequestBody(content = @Content(schema = @Schema(implementation = SweepRequests.Poll.class)))
    public RestResponse<NextTrial> next(@RestPath String id, InputStream body) throws IOException {
        String agent = read(body, SweepRequests.Poll.class).agentName();
        return switch (desk.next(id, agent)) {
            case Next.Take(var sweep, var trial) ->
                    RestResponse.ok(new NextTrial("trial", TrialView.of(sweep.id(), trial)));
            case Next.Wait _ ->
                    RestResponse.ResponseBuilder.ok(new NextTrial("wait", null))
                            .header(
                                    HttpHeaders.RETRY_AFTER,
                                    Math.max(1, config.retryAfter().toSeconds()))
                            .build();
            case Next.Done _ -> RestResponse.ok(new NextTrial("done", null));
        };
    }

    @GET
    @Path("trials")
    @Operation(summary = "Trials by number")
    public TrialPage list(
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
        return new TrialPage(
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
    @RequestBody(
            content = @Content(schema = @Schema(implementation = SweepRequests.Heartbeat.class)))
    public TrialView heartbeat(@RestPath String id, @RestPath long number, InputStream body)
            throws IOException {
        return TrialView.of(
                id, desk.report(id, number, read(body, SweepRequests.Heartbeat.class).report()));
    }

    @POST
    @Path("trials/{number}/report")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Logs values to the trial's run, extends the lease, or ends the trial")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = SweepRequests.TrialReport.class)))
    public TrialView report(@RestPath String id, @RestPath long number, InputStream body)
            throws IOException {
        return TrialView.of(
                id, desk.report(id, number, read(body, SweepRequests.TrialReport.class).report()));
    }

    private static <T> T read(InputStream body, Class<T> type) throws IOException {
        return JsonBody.read(body, type, LARGEST_REQUEST);
    }

    private static long after(@Nullable String pageToken) {
        try {
            return pageToken == null || pageToken.isEmpty() ? 0 : Long.parseLong(pageToken);
        } catch (NumberFormatException e) {
            throw SweepResource.invalid("pageToken must be one that an answer brought");
        }
    }
}
