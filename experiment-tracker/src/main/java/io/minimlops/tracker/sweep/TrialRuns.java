package io.minimlops.tracker.sweep;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.NewRun;
import io.minimlops.tracker.run.Param;
import io.minimlops.tracker.run.RunCatalog;
import io.minimlops.tracker.run.RunChange;
import io.minimlops.tracker.run.RunLog;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The runs of a sweep: one above, and below it one for each attempt at a trial. The tags are those
/// that the tracking UI shows nesting by.
@ApplicationScoped
class TrialRuns {

    private static final String PARENT = "mlflow.parentRunId";

    private final RunCatalog runs;
    private final RunLog log;
    private final Database database;

    TrialRuns(RunCatalog runs, RunLog log, Database database) {
        this.runs = runs;
        this.log = log;
        this.database = database;
    }

    String beginSweep(long experimentId, String sweepId, String name) {
        return runs.create(
                        NewRun.named(
                                experimentId,
                                null,
                                name,
                                System.currentTimeMillis(),
                                List.of(new Tag("mlops.sweep", sweepId))))
                .run()
                .runId();
    }

    String begin(
            Sweep sweep,
            long number,
            int attempt,
            String agent,
            SequencedMap<String, Object> params) {
        String name = sweep.name() + "-" + number + (attempt == 1 ? "" : "-attempt-" + attempt);
        return runs.create(
                        NewRun.named(
                                sweep.experimentId(),
                                agent,
                                name,
                                System.currentTimeMillis(),
                                List.of(
                                        new Tag("mlops.sweep", sweep.id()),
                                        new Tag("mlops.trial", Long.toString(number)),
                                        new Tag("mlops.trial.attempt", Integer.toString(attempt)),
                                        new Tag(PARENT, sweep.runId()))),
                        params.entrySet().stream()
                                .map(it -> Param.checked("key", it.getKey(), text(it.getValue())))
                                .toList())
                .run()
                .runId();
    }

    /// Durable when it returns, whatever becomes of the transaction around it.
    void log(String runId, List<MetricPoint> points) {
        log.log(runId, new RunLog.Batch(points, List.of(), List.of(), List.of()));
    }

    /// How the runs are doing, by run id.
    Map<String, Fate> fates(List<String> runIds) {
        Map<String, Fate> found =
                database
                        .query(
                                Sql.of(
                                        "select run_id, status, lifecycle_stage from run"
                                                + " where run_id = any(?::text[])",
                                        (Object) runIds.toArray(String[]::new)),
                                row ->
                                        Map.entry(
                                                row.getString(1),
                                                Fate.of(row.getString(2), row.getString(3))))
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        return runIds.stream()
                .distinct()
                .collect(toMap(id -> id, id -> found.getOrDefault(id, Fate.LOST)));
    }

    Fate fate(String runId) {
        return fates(List.of(runId)).getOrDefault(runId, Fate.LOST);
    }

    /// Ends a run unless it is over already or lies in the bin.
    ///
    /// @return how it is doing then
    Fate end(String runId, RunStatus status) {
        Fate fate = fate(runId);
        if (fate != Fate.GOING) {
            return fate;
        }
        runs.update(runId, new RunChange(status, System.currentTimeMillis(), null));
        return Fate.of(status);
    }

    private static String text(Object value) {
        return value instanceof String text ? text : SweepDocument.text(value);
    }

    /// What a run's state says about the trial it is for.
    enum Fate {
        GOING,
        WELL,
        BADLY,
        /// Deleted: nothing more can come of it.
        LOST;

        private static Fate of(String status, String stage) {
            if (Stage.of(stage) != Stage.ACTIVE) {
                return LOST;
            }
            return of(RunStatus.valueOf(status));
        }

        private static Fate of(RunStatus status) {
            return switch (status) {
                case RUNNING, SCHEDULED -> GOING;
                case FINISHED -> WELL;
                case FAILED, KILLED -> BADLY;
            };
        }
    }
}
