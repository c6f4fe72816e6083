package io.minimlops.tracker.run;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.loggedmodel.ModelMetrics;
import io.minimlops.tracker.metric.MetricStore;
import io.minimlops.tracker.metric.MetricStore.Addressed;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes what many calls logged in a handful of statements. Tables come in one order and rows in
/// that of run and key, so that two transactions never wait for each other in a circle.
@ApplicationScoped
class LogWriter {

    private final Database database;
    private final RunParams params;
    private final RunTags tags;
    private final MetricStore metrics;
    private final ModelMetrics modelMetrics;

    LogWriter(
            Database database,
            RunParams params,
            RunTags tags,
            MetricStore metrics,
            ModelMetrics modelMetrics) {
        this.database = database;
        this.params = params;
        this.tags = tags;
        this.metrics = metrics;
        this.modelMetrics = modelMetrics;
    }

    /// Within the caller's transaction.
    ///
    /// @return the writes of which nothing was written, and why
    Map<LogWrite, Refusal> write(List<LogWrite> writes) {
        Map<String, Found> runs = find(writes);
        Map<LogWrite, Refusal> refused = new HashMap<>();
        Map<LogWrite, RunAccess.Open> open = new LinkedHashMap<>();
        for (LogWrite write : writes) {
            Found run = runs.get(write.runId());
            if (run == null) {
                refused.put(write, RunAccess.missing(write.runId()));
            } else if (run.stage() != Stage.ACTIVE) {
                refused.put(write, RunAccess.inactive(write.runId(), run.stage()));
            } else {
                open.put(write, run.open());
            }
        }
        Map<LogWrite, Refusal> changed = params.log(open);
        refused.putAll(changed);
        open.keySet().removeAll(changed.keySet());
        metrics.append(
                open.entrySet().stream()
                        .flatMap(
                                entry ->
                                        entry.getKey().batch().metrics().stream()
                                                .map(p -> new Addressed(entry.getValue().seq(), p)))
                        .toList());
        modelMetrics.append(
                open.keySet().stream()
                        .flatMap(write -> write.batch().modelMetrics().stream())
                        .toList());
        tags.set(
                open.entrySet().stream()
                        .flatMap(
                                entry ->
                                        entry.getKey().batch().tags().stream()
                                                .map(
                                                        t ->
                                                                new RunTags.Owned(
                                                                        entry.getValue().seq(), t)))
                        .toList());
        return refused;
    }

    private Map<String, Found> find(List<LogWrite> writes) {
        return database
                .query(
                        Sql.of(
                                "select run_id, seq, experiment_id, lifecycle_stage from run"
                                        + " where run_id = any(?::text[])",
                                (Object)
                                        writes.stream()
                                                .map(LogWrite::runId)
                                                .distinct()
                                                .toArray(String[]::new)),
                        row ->
                                new Found(
                                        new RunAccess.Open(
                                                row.getString(1), row.getLong(2), row.getLong(3)),
                                        Stage.of(row.getString(4))))
                .stream()
                .collect(toMap(found -> found.open().runId(), found -> found));
    }

    private record Found(RunAccess.Open open, Stage stage) {}
}
