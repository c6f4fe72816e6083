package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.pipeline.Pipeline;
import io.minimlops.orchestrator.pipeline.PipelineCatalog;
import io.minimlops.orchestrator.pipeline.StepDefinition;
import io.minimlops.orchestrator.run.RetryPolicy.Decision;
import io.minimlops.orchestrator.run.StepQueue.Claim;
import io.minimlops.orchestrator.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Books what came of attempts. A result counts only with the token the step shows; whoever comes
/// late changes nothing.
@ApplicationScoped
@Transactional
public class RunLedger {

    private final RunTables tables;
    private final RunAdvance advance;
    private final PipelineCatalog pipelines;
    private final StepTeller teller;
    private final Sql sql;

    RunLedger(
            RunTables tables,
            RunAdvance advance,
            PipelineCatalog pipelines,
            StepTeller teller,
            Sql sql) {
        this.tables = tables;
        this.advance = advance;
        this.pipelines = pipelines;
        this.teller = teller;
        this.sql = sql;
    }

    /// What a worker needs to know to work on a claim.
    public record Assignment(PipelineRun run, StepDefinition step, Map<String, StepState> states) {}

    public Assignment assignment(Claim claim) {
        PipelineRun run = tables.run(claim.run());
        StepDefinition step = pipeline(run).step(claim.step()).orElseThrow();
        return new Assignment(run, step, RunTables.states(tables.steps(run.id())));
    }

    /// @return false when the claim was not its holder's any more: the result is refused
    public boolean settle(Claim claim, AttemptResult result) {
        PipelineRun run = tables.lock(claim.run());
        if (!holds(claim)) {
            return false;
        }
        switch (result) {
            case AttemptResult.Succeeded done -> succeed(run, claim, done);
            case AttemptResult.Failed failure -> fail(run, claim, failure);
            case AttemptResult.Canceled() -> end(run, claim, StepStatus.CANCELED, "canceled");
        }
        advance.advance(run, pipeline(run));
        return true;
    }

    /// Books a silent worker's attempt as lost, unless it was heard from meanwhile.
    public boolean settleLapsed(Claim claim) {
        PipelineRun run = tables.lock(claim.run());
        boolean lapsed =
                sql.exists(
                        """
                        select 1 from step where run_id = ? and name = ? and token = ? and status = 'RUNNING'
                           and (lease_until is null or lease_until <= clock_timestamp()) for update
                        """,
                        claim.run(),
                        claim.step(),
                        claim.token());
        if (!lapsed) {
            return false;
        }
        fail(
                run,
                claim,
                new AttemptResult.Failed(FailureKind.LOST_WORKER, "the worker went silent"));
        advance.advance(run, pipeline(run));
        return true;
    }

    /// Stops a run: what waits is canceled now, what runs is told to stop.
    public PipelineRun cancel(UUID id) {
        PipelineRun run = tables.lock(id);
        if (!run.status().isFinal() && !run.cancelRequested()) {
            sql.update("update pipeline_run set cancel_requested = true where id = ?", id);
            sql.update(
                    """
                    update step set status = 'CANCELED', finished_at = now(), error = 'canceled'
                    where run_id = ? and status in ('PENDING', 'READY')
                    """,
                    id);
            advance.advance(tables.run(id), pipeline(run));
        }
        return tables.run(id);
    }

    private boolean holds(Claim claim) {
        return sql.exists(
                "select 1 from step where run_id = ? and name = ? and token = ? and status = 'RUNNING' for update",
                claim.run(),
                claim.step(),
                claim.token());
    }

    private void succeed(PipelineRun run, Claim claim, AttemptResult.Succeeded done) {
        sql.update(
                """
                update step set status = 'SUCCEEDED', outputs = ?::jsonb, finished_at = now(), lease_until = null
                where run_id = ? and name = ?
                """,
                Documents.text(done.outputs()),
                claim.run(),
                claim.step());
        closeAttempt(claim, "SUCCEEDED", null);
        teller.succeeded(run, claim, done);
    }

    private void fail(PipelineRun run, Claim claim, AttemptResult.Failed failure) {
        closeAttempt(claim, failure.kind().name(), failure.message());
        if (run.cancelRequested()) {
            end(run, claim, StepStatus.CANCELED, "canceled");
            return;
        }
        String counter =
                switch (failure.kind()) {
                    case USER -> "user_failures";
                    case SYSTEM -> "system_failures";
                    case LOST_WORKER -> "lost_workers";
                    case PREEMPTION -> "preemptions";
                };
        int failures =
                sql.first(
                                "update step set %1$s = %1$s + 1 where run_id = ? and name = ? returning %1$s as failures"
                                        .formatted(counter),
                                row -> row.integer("failures"),
                                claim.run(),
                                claim.step())
                        .orElseThrow();
        StepDefinition step = pipeline(run).step(claim.step()).orElseThrow();
        switch (RetryPolicy.decide(failure.kind(), failures, step.retries())) {
            case Decision.Retry(Duration pause) -> retry(claim, pause, failure.message());
            case Decision.GiveUp() -> end(run, claim, StepStatus.FAILED, failure.message());
        }
    }

    private void retry(Claim claim, Duration pause, String message) {
        sql.update(
                """
                update step set status = 'READY', available_at = clock_timestamp() + ? * interval '1 millisecond',
                       error = ?, lease_until = null, worker = null, worker_name = null
                where run_id = ? and name = ?
                """,
                pause.toMillis(),
                message,
                claim.run(),
                claim.step());
    }

    private void end(PipelineRun run, Claim claim, StepStatus status, String message) {
        sql.update(
                "update step set status = ?, error = ?, finished_at = now(), lease_until = null where run_id = ? and name = ?",
                status,
                message,
                claim.run(),
                claim.step());
        closeAttempt(claim, status.name(), message);
        teller.ended(run, claim, status, message);
    }

    private void closeAttempt(Claim claim, String result, @Nullable String error) {
        sql.update(
                """
                update attempt set result = ?, error = ?, finished_at = clock_timestamp()
                where token = ? and result = 'RUNNING'
                """,
                result,
                error,
                claim.token());
    }

    private Pipeline pipeline(PipelineRun run) {
        return pipelines.version(run.pipeline(), run.pipelineVersion()).pipeline();
    }
}
