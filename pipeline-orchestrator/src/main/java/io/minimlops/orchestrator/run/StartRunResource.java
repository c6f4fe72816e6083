package io.minimlops.orchestrator.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.correlation.CorrelationId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Starts runs.
@Path("/api/v1/pipelines/{name}/runs")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class StartRunResource {

    private final RunStarter starter;
    private final RunTables tables;
    private final CorrelationId correlationId;

    StartRunResource(RunStarter starter, RunTables tables, CorrelationId correlationId) {
        this.starter = starter;
        this.tables = tables;
        this.correlationId = correlationId;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Starts a run of the newest version; the same requestId gives the same run")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Response start(
            @PathParam("name") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = StartRun.class)))
                    @Nullable JsonNode body) {
        PipelineRun run = starter.start(name, StartRun.read(body), correlationId.value(), null);
        return Response.created(URI.create("/api/v1/runs/" + run.id()))
                .entity(RunView.of(run, tables.steps(run.id())))
                .build();
    }
}
