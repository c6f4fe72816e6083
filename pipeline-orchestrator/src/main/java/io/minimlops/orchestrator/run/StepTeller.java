package io.minimlops.orchestrator.run;

import io.minimlops.events.PipelineEvent.StepFinished;
import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.Entry;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.lineage.LineageLog;
import io.minimlops.orchestrator.lineage.LineageLog.StepOfRun;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import io.minimlops.orchestrator.run.StepQueue.Claim;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells what came of a step: its case, the listeners, the lineage. In the transaction that books
/// it.
@ApplicationScoped
class StepTeller {

    private final CaseBook cases;
    private final Outbox outbox;
    private final LineageLog lineage;
    private final Sql sql;

    StepTeller(CaseBook cases, Outbox outbox, LineageLog lineage, Sql sql) {
        this.cases = cases;
        this.outbox = outbox;
        this.lineage = lineage;
        this.sql = sql;
    }

    void succeeded(PipelineRun run, Claim claim, AttemptResult.Succeeded done) {
        Story story = done.story();
        tellCase(run, claim, story.kind(), story.title(), "SUCCEEDED", story.details());
        tellOthers(run, claim, "SUCCEEDED", null, done.outputs());
        lineage.stepFinished(
                lineageStep(run, claim),
                startOf(claim),
                story.inputs(),
                story.outputs(),
                run.correlationId());
    }

    /// It failed for good, or was canceled.
    void ended(PipelineRun run, Claim claim, StepStatus status, String message) {
        String title =
                "Step %s %s: %s"
                        .formatted(claim.step(), status.name().toLowerCase(Locale.ROOT), message);
        tellCase(run, claim, EntryKind.STEP, title, status.name(), Map.of("error", message));
        tellOthers(run, claim, status.name(), message, Map.of());
        lineage.stepFailed(lineageStep(run, claim), startOf(claim), message, run.correlationId());
    }

    private void tellCase(
            PipelineRun run,
            Claim claim,
            EntryKind kind,
            String title,
            String status,
            Map<String, Object> more) {
        Duration took = Duration.between(startOf(claim), Instant.now());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("runId", run.id().toString());
        details.put("step", claim.step());
        details.put("status", status);
        details.put("attempt", claim.attempt());
        details.put("seconds", took.toMillis() / 1000.0);
        details.putAll(more);
        cases.add(
                run.caseId(),
                Entry.now(kind, title, details, RunAdvance.token(run.id(), claim.step())));
    }

    private void tellOthers(
            PipelineRun run,
            Claim claim,
            String status,
            @Nullable String error,
            Map<String, Object> outputs) {
        Map<String, String> texts = new LinkedHashMap<>();
        outputs.forEach(
                (name, value) ->
                        texts.put(
                                name, value instanceof String text ? text : Documents.text(value)));
        outbox.add(
                new StepFinished(
                        run.id().toString(),
                        claim.step(),
                        claim.attempt(),
                        status,
                        error,
                        texts,
                        Instant.now()),
                run.correlationId());
    }

    private Instant startOf(Claim claim) {
        return sql.first(
                        "select started_at from attempt where token = ?",
                        row -> row.time("started_at"),
                        claim.token())
                .orElseThrow();
    }

    private static StepOfRun lineageStep(PipelineRun run, Claim claim) {
        return new StepOfRun(run.id(), run.pipeline(), claim.step());
    }
}
