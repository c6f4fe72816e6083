package io.minimlops.orchestrator.run;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Shows and cancels runs.
@Path("/api/v1/runs")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    private static final int MOST = 500;

    private final RunLedger ledger;
    private final RunTables tables;
    private final StepLogs logs;

    RunResource(RunLedger ledger, RunTables tables, StepLogs logs) {
        this.ledger = ledger;
        this.tables = tables;
        this.logs = logs;
    }

    @GET
    @Operation(summary = "Runs, newest first, with their steps")
    public List<RunView> list(@QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(new Problem.Invalid("limit must be 1 to " + MOST));
        }
        var steps = tables.stepsOfNewest(limit);
        return tables.newest(limit).stream()
                .map(run -> RunView.of(run, steps.getOrDefault(run.id(), List.of())))
                .toList();
    }

    @GET
    @Path("/{id}")
    public RunView get(@PathParam("id") String id) {
        return view(tables.run(parse(id)));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Stops a run; a finished one stays as it is")
    public RunView cancel(@PathParam("id") String id) {
        return view(ledger.cancel(parse(id)));
    }

    @GET
    @Path("/{id}/steps/{step}/log")
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
