package io.minimlops.orchestrator.run;

import io.minimlops.events.PipelineEvent.PipelineRunFinished;
import io.minimlops.events.PipelineEvent.StepFinished;
import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.Entry;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.lineage.LineageLog;
import io.minimlops.orchestrator.pipeline.Pipeline;
import io.minimlops.orchestrator.pipeline.References;
import io.minimlops.orchestrator.run.RunProgress.Change;
import io.minimlops.orchestrator.run.RunProgress.End;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Carries out what [RunProgress] decides. Runs in the transaction that changed a step, with the
/// run locked.
@ApplicationScoped
class RunAdvance {

    private final RunTables tables;
    private final CaseBook cases;
    private final Outbox outbox;
    private final LineageLog lineage;
    private final Sql sql;

    RunAdvance(RunTables tables, CaseBook cases, Outbox outbox, LineageLog lineage, Sql sql) {
        this.tables = tables;
        this.cases = cases;
        this.outbox = outbox;
        this.lineage = lineage;
        this.sql = sql;
    }

    void advance(PipelineRun run, Pipeline pipeline) {
        Map<String, StepState> states = RunTables.states(tables.steps(run.id()));
        RunProgress progress =
                new RunProgress(
                        pipeline,
                        states,
                        step ->
                                step.when() == null
                                        || "true"
                                                .equals(
                                                        String.valueOf(
                                                                References.substitute(
                                                                        step.when(),
                                                                        found ->
                                                                                run.lookUp(
                                                                                        found,
                                                                                        states)))));
        progress.changes().forEach(change -> apply(run, change));
        progress.end(run.cancelRequested()).ifPresent(end -> finish(run, end));
        wakeWorkers();
    }

    /// Workers hear it when the transaction commits.
    void wakeWorkers() {
        sql.first("select pg_notify(?, '')", _ -> true, StepQueue.CHANNEL);
    }

    private void apply(PipelineRun run, Change change) {
        switch (change) {
            case Change.Release(String step) ->
                    sql.update(
                            "update step set status = 'READY', available_at = now() where run_id = ? and name = ?",
                            run.id(),
                            step);
            case Change.Skip(String step, String why) -> skip(run, step, why);
        }
    }

    private void skip(PipelineRun run, String step, String why) {
        sql.update(
                "update step set status = 'SKIPPED', finished_at = now(), error = ? where run_id = ? and name = ?",
                why,
                run.id(),
                step);
        cases.add(
                run.caseId(),
                Entry.now(
                        EntryKind.STEP,
                        "Step %s skipped: %s".formatted(step, why),
                        Map.of(
                                "runId",
                                run.id().toString(),
                                "step",
                                step,
                                "status",
                                "SKIPPED",
                                "why",
                                why),
                        token(run.id(), step)));
        outbox.add(
                new StepFinished(
                        run.id().toString(), step, 0, "SKIPPED", why, Map.of(), Instant.now()),
                run.correlationId());
    }

    static String token(UUID run, String step) {
        return "step/" + run + "/" + step;
    }

    private void finish(PipelineRun run, End end) {
        Instant now = Instant.now();
        sql.update(
                "update pipeline_run set status = ?, outcome = ?, finished_at = ? where id = ?",
                end.status(),
                end.outcome(),
                now,
                run.id());
        Duration took = Duration.between(run.createdAt(), now);
        cases.add(
                run.caseId(),
                Entry.now(
                        EntryKind.RUN_FINISHED,
                        "Pipeline %s %s in %.1f s: %s"
                                .formatted(
                                        run.pipeline(),
                                        end.status().name().toLowerCase(java.util.Locale.ROOT),
                                        took.toMillis() / 1000.0,
                                        end.outcome()),
                        Map.of(
                                "runId", run.id().toString(),
                                "status", end.status().name(),
                                "outcome", end.outcome(),
                                "seconds", took.toMillis() / 1000.0),
                        "run-finished/" + run.id()));
        cases.outcome(run.caseId(), end.outcome(), !end.outcome().equals("CANARY"));
        outbox.add(
                new PipelineRunFinished(
                        run.id().toString(),
                        run.caseId().toString(),
                        run.pipeline(),
                        end.status().name(),
                        now),
                run.correlationId());
        lineage.runFinished(
                run.id(), run.pipeline(), end.status() == RunStatus.SUCCEEDED, run.correlationId());
    }
}
