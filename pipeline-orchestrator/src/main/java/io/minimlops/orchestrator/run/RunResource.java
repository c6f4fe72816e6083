package io.minimlops.orchestrator.run;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Starts, shows and cancels runs.
@Path("/api/v1")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    private static final int MOST = 500;

    private final RunStarter starter;
    private final RunLedger ledger;
    private final RunTables tables;
    private final StepLogs logs;
    private final CorrelationId correlationId;

    RunResource(
            RunStarter starter,
            RunLedger ledger,
            RunTables tables,
            StepLogs logs,
            CorrelationId correlationId) {
        this.starter = starter;
        this.ledger = ledger;
        this.tables = tables;
        this.logs = logs;
        this.correlationId = correlationId;
    }

    @POST
    @Path("/pipelines/{name}/runs")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Starts a run of the newest version; the same requestId gives the same run")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Response start(@PathParam("name") String name, @Nullable StartRun request) {
        StartRun wanted = request == null ? new StartRun(null, null, null, null) : request;
        PipelineRun run = starter.start(name, wanted, correlationId.value(), null);
        return Response.created(URI.create("/api/v1/runs/" + run.id())).entity(view(run)).build();
    }

    @GET
    @Path("/runs")
    @Operation(summary = "Runs, newest first, with their steps")
    public List<RunView> list(@QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(new Problem.Invalid("limit must be 1 to " + MOST));
        }
        return tables.newest(limit).stream().map(this::view).toList();
    }

    @GET
    @Path("/runs/{id}")
    public RunView get(@PathParam("id") String id) {
        return view(tables.run(parse(id)));
    }

    @POST
    @Path("/runs/{id}/cancel")
    @Operation(summary = "Stops a run; a finished one stays as it is")
    public RunView cancel(@PathParam("id") String id) {
        return view(ledger.cancel(parse(id)));
    }

    @GET
    @Path("/runs/{id}/steps/{step}/log")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "What a command step wrote, newest attempt")
    public Response log(@PathParam("id") String id, @PathParam("step") String step) {
        PipelineRun run = tables.run(parse(id));
        StoredStep stored =
                tables.steps(run.id()).stream()
                        .filter(s -> s.name().equals(step))
                        .findFirst()
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("step", step)));
        return logs.newest(run.id(), stored.name(), stored.attempts())
                .map(file -> Response.ok(file.toFile()).build())
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("log of step", step)));
    }

    private RunView view(PipelineRun run) {
        return RunView.of(run, tables.steps(run.id()));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem.NotFound("run", id), e);
        }
    }
}
