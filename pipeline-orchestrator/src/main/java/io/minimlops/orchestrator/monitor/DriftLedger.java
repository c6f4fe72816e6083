package io.minimlops.orchestrator.monitor;

import io.minimlops.events.MonitoringEvent.DriftEvaluated;
import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.CaseFile;
import io.minimlops.orchestrator.casefile.Entry;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.drift.DriftDecision;
import io.minimlops.orchestrator.drift.DriftReport;
import io.minimlops.orchestrator.drift.WindowOutcome;
import io.minimlops.orchestrator.monitor.WindowPlan.Window;
import io.minimlops.orchestrator.run.RunStarter;
import io.minimlops.orchestrator.run.StartRun;
import io.minimlops.outbox.Outbox;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides on an evaluated window and books everything that follows at once: the numbers, the
/// decision, the case, the run.
@ApplicationScoped
class DriftLedger {

    private final MonitorTable monitors;
    private final EvaluationTable evaluations;
    private final RunStarter runs;
    private final CaseBook cases;
    private final Outbox outbox;

    DriftLedger(
            MonitorTable monitors,
            EvaluationTable evaluations,
            RunStarter runs,
            CaseBook cases,
            Outbox outbox) {
        this.monitors = monitors;
        this.evaluations = evaluations;
        this.runs = runs;
        this.cases = cases;
        this.outbox = outbox;
    }

    /// A window and what was found in it.
    ///
    /// @param version the champion whose reference it was compared with
    record Finding(
            MonitorDefinition definition,
            Window window,
            String version,
            DriftReport report,
            String correlationId) {}

    /// Does nothing when somebody else decided on the window meanwhile.
    void book(StoredMonitor seen, Finding finding) {
        try {
            QuarkusTransaction.requiringNew().run(() -> bookWithin(seen, finding, null));
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.Unavailable) {
                throw e;
            }
            // The pipeline cannot be started as the monitor says; the window is decided all the
            // same.
            QuarkusTransaction.requiringNew().run(() -> bookWithin(seen, finding, e.getMessage()));
        }
    }

    private void bookWithin(StoredMonitor seen, Finding finding, @Nullable String obstacle) {
        String name = finding.definition().name();
        StoredMonitor now = monitors.lock(name);
        if (!java.util.Objects.equals(now.evaluatedThrough(), seen.evaluatedThrough())) {
            return;
        }
        DriftDecision decision = decide(finding);
        boolean fired = decision.fired() && obstacle == null;
        String reason =
                obstacle == null
                        ? decision.reason()
                        : decision.reason() + "; not started: " + obstacle;
        UUID caseId = fired ? fire(finding, decision) : null;
        evaluations.insert(finding, fired, reason, caseId);
        monitors.evaluated(name, finding.window().end());
        tell(finding, fired, reason, caseId);
    }

    private DriftDecision decide(Finding finding) {
        MonitorDefinition definition = finding.definition();
        List<WindowOutcome> windows =
                new ArrayList<>(
                        evaluations.recent(
                                definition.name(),
                                finding.version(),
                                definition.policy().of() - 1));
        windows.add(
                WindowOutcome.of(
                        finding.window().start(), finding.window().end(), finding.report()));
        return definition
                .policy()
                .decide(
                        windows,
                        evaluations.lastFired(definition.name()).orElse(null),
                        evaluations.runsInFlight(definition.name()));
    }

    private UUID fire(Finding finding, DriftDecision decision) {
        MonitorDefinition definition = finding.definition();
        String cause = "drift of %s: %s".formatted(definition.model(), decision.reason());
        CaseFile file = cases.openOrJoin(finding.correlationId(), definition.model(), cause);
        cases.add(
                file.id(),
                Entry.now(
                                EntryKind.DRIFT,
                                "Drift in the window up to %s: %s"
                                        .formatted(finding.window().end(), decision.reason()),
                                DriftDetails.forCase(finding, decision),
                                "drift/" + definition.name() + "/" + finding.window().end())
                        .inEventTime(finding.window().end()));
        runs.start(
                definition.pipeline().name(),
                new StartRun(
                        definition.pipeline().parameters(),
                        cause,
                        "monitor/%s/%s".formatted(definition.name(), finding.window().end()),
                        finding.window().end()),
                finding.correlationId(),
                definition.name());
        return file.id();
    }

    private void tell(Finding finding, boolean fired, String reason, @Nullable UUID caseId) {
        outbox.add(
                new DriftEvaluated(
                        finding.definition().name(),
                        finding.definition().model(),
                        finding.version(),
                        finding.window().start(),
                        finding.window().end(),
                        finding.report().rows(),
                        DriftDetails.forEvent(finding.report()),
                        fired,
                        reason,
                        caseId == null ? null : caseId.toString()),
                finding.correlationId());
    }
}
