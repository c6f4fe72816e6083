package io.minimlops.orchestrator.monitor;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Applies and shows monitors.
@Path("/api/v1/monitors")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class MonitorResource {

    private static final int MOST = 10_000;

    private final Monitors monitors;
    private final CanaryTable canaries;

    MonitorResource(Monitors monitors, CanaryTable canaries) {
        this.monitors = monitors;
        this.canaries = canaries;
    }

    @PUT
    @Path("/{name}")
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(summary = "Applies a monitor; its progress stays")
    public MonitorView put(@PathParam("name") String name, String yaml) {
        return monitors.put(name, yaml);
    }

    @GET
    public List<MonitorView> list() {
        return monitors.all();
    }

    @GET
    @Path("/{name}")
    public MonitorView get(@PathParam("name") String name) {
        return monitors.get(name);
    }

    @GET
    @Path("/{name}/evaluations")
    @Operation(summary = "Evaluated windows with every statistic and the decision, newest first")
    public List<EvaluationView> evaluations(
            @PathParam("name") String name, @QueryParam("limit") @DefaultValue("1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(new Problem.Invalid("limit must be 1 to " + MOST));
        }
        return monitors.evaluations(name, limit);
    }

    @GET
    @Path("/{name}/canary")
    @Operation(summary = "The model's newest canary: labels and loss of each arm, last judgement")
    public CanaryView canary(@PathParam("name") String name) {
        return canaries.newest(monitors.get(name).model())
                .map(CanaryView::of)
                .orElse(CanaryView.NONE);
    }

    @POST
    @Path("/{name}/advance")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Promises that no event before the watermark will come",
            description =
                    "200 when everything before it is evaluated, 202 when that is still under way: ask again")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MonitorView.class)))
    @APIResponse(
            responseCode = "202",
            content = @Content(schema = @Schema(implementation = MonitorView.class)))
    public Response advance(@PathParam("name") String name, @Nullable AdvanceWatermark promise) {
        if (promise == null || promise.watermark() == null) {
            throw new ProblemException(new Problem.Invalid("watermark is missing"));
        }
        boolean complete = monitors.advance(name, promise.watermark());
        return Response.status(complete ? 200 : 202).entity(monitors.get(name)).build();
    }
}
