package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.drift.DriftEvaluation;
import io.minimlops.orchestrator.drift.DriftReport;
import io.minimlops.orchestrator.drift.DriftStatus;
import io.minimlops.orchestrator.drift.ReferenceDistribution;
import io.minimlops.orchestrator.monitor.PredictionTable.Progress;
import io.minimlops.orchestrator.monitor.PredictionTable.Served;
import io.minimlops.orchestrator.monitor.WindowPlan.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Evaluates windows that are complete, one after the other.
@ApplicationScoped
class WindowEvaluator {

    private final MonitorTable monitors;
    private final PredictionTable predictions;
    private final References references;
    private final DriftLedger ledger;
    private final ReentrantLock one = new ReentrantLock();

    WindowEvaluator(
            MonitorTable monitors,
            PredictionTable predictions,
            References references,
            DriftLedger ledger) {
        this.monitors = monitors;
        this.predictions = predictions;
        this.references = references;
        this.ledger = ledger;
    }

    /// Evaluates everything a monitor has complete by now. Replicas may do so at once: the ledger
    /// takes a window once.
    ///
    /// @throws io.minimlops.problem.ProblemException when the registry or the store is away; what
    ///     was evaluated until then stays
    void evaluateComplete(String name) {
        one.lock();
        try {
            boolean more = true;
            while (more) {
                more = evaluateNext(monitors.get(name));
            }
        } finally {
            one.unlock();
        }
    }

    /// Event time that is complete: what was seen, less the lateness, or what somebody promised.
    Optional<Instant> watermark(StoredMonitor monitor) {
        MonitorDefinition definition = monitor.definition();
        Optional<Instant> seen =
                predictions
                        .progress(definition.model())
                        .map(progress -> progress.last().minus(definition.lateness()));
        Instant promised = monitor.advancedTo();
        if (promised == null) {
            return seen;
        }
        return Optional.of(seen.filter(promised::isBefore).orElse(promised));
    }

    private boolean evaluateNext(StoredMonitor monitor) {
        MonitorDefinition definition = monitor.definition();
        Optional<Progress> progress = predictions.progress(definition.model());
        Optional<Instant> watermark = watermark(monitor);
        if (progress.isEmpty() || watermark.isEmpty()) {
            return false;
        }
        Optional<Window> window =
                next(definition, monitor, progress.get().first())
                        .filter(next -> !next.end().isAfter(watermark.get()));
        window.ifPresent(next -> evaluate(monitor, definition, next));
        return window.isPresent();
    }

    /// Behind one empty window the others are passed over: a jump of decades in event time must not
    /// become a thousand evaluations of nothing.
    private Optional<Window> next(
            MonitorDefinition definition, StoredMonitor monitor, Instant firstEvent) {
        Window next = definition.windows().next(monitor.evaluatedThrough(), firstEvent);
        if (!monitors.lastWasEmpty(definition.name())) {
            return Optional.of(next);
        }
        return predictions
                .firstFrom(definition.model(), next.start())
                .map(definition.windows()::firstHolding)
                .map(holding -> holding.end().isAfter(next.end()) ? holding : next);
    }

    private void evaluate(StoredMonitor monitor, MonitorDefinition definition, Window window) {
        String correlationId = UUID.randomUUID().toString();
        Optional<String> champion = references.champion(definition.model(), correlationId);
        Optional<ReferenceDistribution> reference =
                champion.flatMap(v -> references.of(definition.model(), v, correlationId));
        List<Served> rows = predictions.in(definition.model(), window);
        DriftReport report =
                reference
                        .map(found -> report(definition, found, rows))
                        .orElseGet(
                                () ->
                                        new DriftReport(
                                                DriftStatus.INSUFFICIENT, rows.size(), List.of()));
        ledger.book(
                monitor,
                new DriftLedger.Finding(
                        definition, window, champion.orElse("none"), report, correlationId));
    }

    private static DriftReport report(
            MonitorDefinition definition, ReferenceDistribution reference, List<Served> rows) {
        List<String> watched =
                reference.columns().stream()
                        .map(column -> column.name())
                        .filter(definition::watches)
                        .filter(
                                column ->
                                        !column.equals(ReferenceDistribution.PREDICTION)
                                                || definition.include().contains(column))
                        .toList();
        if (watched.isEmpty()) {
            return new DriftReport(DriftStatus.INSUFFICIENT, rows.size(), List.of());
        }
        return new DriftEvaluation(definition.thresholds().onColumns(watched))
                .evaluate(reference, values(watched, rows));
    }

    /// Columns by name: the versions that answered within a window may order them differently.
    static Map<String, double[]> values(List<String> watched, List<Served> rows) {
        Map<String, double[]> values = new HashMap<>();
        for (String column : watched) {
            double[] of = new double[rows.size()];
            for (int row = 0; row < of.length; row++) {
                of[row] = value(rows.get(row), column);
            }
            values.put(column, of);
        }
        return values;
    }

    private static double value(Served row, String column) {
        if (column.equals(ReferenceDistribution.PREDICTION)) {
            return row.prediction();
        }
        int at = row.columns().indexOf(column);
        Float feature = at < 0 || at >= row.features().length ? null : row.features()[at];
        return feature == null ? Double.NaN : feature;
    }
}
