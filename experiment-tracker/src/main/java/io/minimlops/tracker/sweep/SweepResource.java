package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sweep.SweepTable.Asked;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Sweeps, for those who start and watch them.
@Path("/api/v1/sweeps")
@Tag(name = "sweeps")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SweepResource {

    private static final int MOST = 1000;
    private static final Set<String> STATES = Set.of("RUNNING", "PAUSED", "STOPPED", "FINISHED");

    private final Sweeps sweeps;
    private final SweepTable table;

    SweepResource(Sweeps sweeps, SweepTable table) {
        this.sweeps = sweeps;
        this.table = table;
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    record SweepPage(List<SweepView> sweeps, @Nullable String nextPageToken) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Begins a sweep; the body is a sweep configuration of Weights & Biases")
    @RequestBody(content = @Content(schema = @Schema(implementation = Object.class)))
    @APIResponse(
            responseCode = "201",
            description = "begun",
            content = @Content(schema = @Schema(implementation = SweepView.class)))
    public SweepView create(InputStream json) throws IOException {
        return SweepView.of(sweeps.create(SweepDocument.json(SweepDocument.limited(json))));
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    @ResponseStatus(201)
    @Operation(hidden = true)
    public SweepView createFromYaml(InputStream yaml) throws IOException {
        return SweepView.of(sweeps.create(SweepDocument.yaml(SweepDocument.limited(yaml))));
    }

    @GET
    @Operation(summary = "Sweeps, newest first")
    public SweepPage list(
            @RestQuery @Nullable String experimentId,
            @RestQuery @Nullable String state,
            @RestQuery @DefaultValue("100") int limit,
            @RestQuery @Nullable String pageToken) {
        if (state != null && !STATES.contains(state)) {
            throw invalid("state must be RUNNING, PAUSED, STOPPED or FINISHED");
        }
        Asked asked = new Asked(experimentId == null ? null : ExperimentId.of(experimentId), state);
        Page<Sweep> page = table.page(asked, limit(limit), pageToken);
        return new SweepPage(
                page.rows().stream().map(sweeps::standing).map(SweepView::of).toList(),
                page.next());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A sweep: its state, its trials counted, the best of them")
    public SweepView get(@RestPath String id) {
        return SweepView.of(sweeps.get(id));
    }

    @POST
    @Path("{id}:pause")
    @Operation(summary = "Gives out no more trials until it is resumed")
    public SweepView pause(@RestPath String id) {
        return SweepView.of(sweeps.pause(id));
    }

    @POST
    @Path("{id}:resume")
    public SweepView resume(@RestPath String id) {
        return SweepView.of(sweeps.resume(id));
    }

    @POST
    @Path("{id}:stop")
    @Operation(summary = "Ends a sweep; trials under way are told to stop")
    public SweepView stop(@RestPath String id) {
        return SweepView.of(sweeps.stop(id));
    }

    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw invalid("limit must be 1 to " + MOST);
        }
        return limit;
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(new Problem.Invalid(detail));
    }
}
