package io.minimlops.orchestrator.run;

import io.minimlops.events.PipelineEvent.PipelineRunStarted;
import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.CaseFile;
import io.minimlops.orchestrator.casefile.Entry;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.lineage.LineageLog;
import io.minimlops.orchestrator.pipeline.Arguments;
import io.minimlops.orchestrator.pipeline.Pipeline;
import io.minimlops.orchestrator.pipeline.PipelineCatalog;
import io.minimlops.orchestrator.pipeline.PipelineVersion;
import io.minimlops.orchestrator.pipeline.References;
import io.minimlops.orchestrator.pipeline.StepDefinition;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.outbox.Outbox;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Starts runs.
@ApplicationScoped
@Transactional
public class RunStarter {

    private final PipelineCatalog pipelines;
    private final RunTables tables;
    private final RunAdvance advance;
    private final CaseBook cases;
    private final Outbox outbox;
    private final LineageLog lineage;
    private final Sql sql;

    RunStarter(
            PipelineCatalog pipelines,
            RunTables tables,
            RunAdvance advance,
            CaseBook cases,
            Outbox outbox,
            LineageLog lineage,
            Sql sql) {
        this.pipelines = pipelines;
        this.tables = tables;
        this.advance = advance;
        this.cases = cases;
        this.outbox = outbox;
        this.lineage = lineage;
        this.sql = sql;
    }

    /// @param monitor who asks, when a monitor does
    /// @throws ProblemException for an unknown pipeline or unfit parameters
    public PipelineRun start(
            String pipelineName, StartRun request, String correlationId, @Nullable String monitor) {
        String requestId = request.requestId();
        if (requestId != null) {
            sql.first("select pg_advisory_xact_lock(hashtextextended(?, 2))", _ -> true, requestId);
            Optional<PipelineRun> earlier = tables.byRequest(requestId);
            if (earlier.isPresent()) {
                return sameRequest(earlier.get(), pipelineName, requestId);
            }
        }
        PipelineVersion version = pipelines.newest(pipelineName);
        Map<String, Object> parameters =
                Arguments.bind(
                        version.pipeline(),
                        Objects.requireNonNullElse(request.parameters(), Map.of()));
        return create(version, parameters, request, correlationId, monitor);
    }

    private static PipelineRun sameRequest(PipelineRun earlier, String pipeline, String requestId) {
        if (!earlier.pipeline().equals(pipeline)) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "conflict",
                            "request '" + requestId + "' started a run of " + earlier.pipeline()));
        }
        return earlier;
    }

    private PipelineRun create(
            PipelineVersion version,
            Map<String, Object> parameters,
            StartRun request,
            String correlationId,
            @Nullable String monitor) {
        Pipeline pipeline = version.pipeline();
        UUID id = UUID.randomUUID();
        String reason = Objects.requireNonNullElse(request.reason(), "started by hand");
        CaseFile file = cases.openOrJoin(correlationId, model(pipeline, parameters), reason);
        sql.update(
                """
                insert into pipeline_run (id, case_id, correlation_id, pipeline, pipeline_version, request_id, monitor,
                                          reason, parameters, as_of)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                """,
                id,
                file.id(),
                correlationId,
                version.name(),
                version.version(),
                request.requestId(),
                monitor,
                reason,
                Documents.text(parameters),
                Objects.requireNonNullElseGet(request.asOf(), Instant::now));
        insertSteps(id, pipeline);
        PipelineRun run = tables.run(id);
        tell(run);
        advance.advance(run, pipeline);
        return tables.run(id);
    }

    private void insertSteps(UUID run, Pipeline pipeline) {
        int position = 0;
        for (StepDefinition step : pipeline.steps()) {
            sql.update(
                    "insert into step (run_id, name, position, uses) values (?, ?, ?, ?)",
                    run,
                    step.name(),
                    position++,
                    step.uses().wireName());
        }
    }

    private void tell(PipelineRun run) {
        Map<String, String> parameters = new LinkedHashMap<>();
        run.parameters().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("runId", run.id().toString());
        details.put("pipeline", run.pipeline());
        details.put("pipelineVersion", run.pipelineVersion());
        details.put("parameters", run.parameters());
        details.put("asOf", run.asOf().toString());
        details.put("reason", run.reason());
        cases.add(
                run.caseId(),
                Entry.now(
                                EntryKind.RUN_STARTED,
                                "Pipeline %s (version %d) started: %s"
                                        .formatted(
                                                run.pipeline(),
                                                run.pipelineVersion(),
                                                run.reason()),
                                details,
                                "run-started/" + run.id())
                        .inEventTime(run.asOf()));
        outbox.add(
                new PipelineRunStarted(
                        run.id().toString(),
                        run.caseId().toString(),
                        run.pipeline(),
                        run.pipelineVersion(),
                        run.reason(),
                        parameters,
                        run.createdAt()),
                run.correlationId());
        lineage.runStarted(run.id(), run.pipeline(), run.asOf(), run.correlationId());
    }

    /// The model a pipeline is about: what its steps say, as far as it is known before they run.
    private static @Nullable String model(Pipeline pipeline, Map<String, Object> parameters) {
        return pipeline.steps().stream()
                .map(step -> step.with().get("model"))
                .filter(Objects::nonNull)
                .map(
                        value ->
                                References.substitute(
                                        value,
                                        found ->
                                                found
                                                                instanceof
                                                                References.Reference.OfParameter(
                                                                        String name)
                                                        ? parameters.get(name)
                                                        : null))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(null);
    }
}
