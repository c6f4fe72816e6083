package io.minimlops.tracker.run;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.metric.MetricStore;
import io.minimlops.tracker.metric.MetricStore.Addressed;
import io.minimlops.tracker.run.GroupCommit.Entry;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Small metric writes of concurrent clients, committed together. Each is refused or kept on its
/// own: a deleted run spoils nobody else's points.
@ApplicationScoped
class MetricGroup {

    /// Calls with more points than this are worth a transaction of their own.
    static final int SMALL = 20;

    private static final int CALLS = 500;

    private final Database database;
    private final MetricStore metrics;
    private final GroupCommit<Write> group = new GroupCommit<>(CALLS, this::commit);

    MetricGroup(Database database, MetricStore metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /// Returns when the points are durable.
    void log(String runId, List<MetricPoint> points) {
        group.add(new Write(runId, points));
    }

    private void commit(List<Entry<Write>> entries) {
        QuarkusTransaction.requiringNew().run(() -> write(entries));
    }

    private void write(List<Entry<Write>> entries) {
        Map<String, Held> runs = hold(entries);
        List<Addressed> points = new ArrayList<>();
        for (Entry<Write> entry : entries) {
            Write write = entry.item();
            Held run = runs.get(write.runId());
            if (run == null) {
                entry.refuse(RunAccess.missing(write.runId()));
            } else if (run.stage() != Stage.ACTIVE) {
                entry.refuse(RunAccess.inactive(write.runId(), run.stage()));
            } else {
                write.points().forEach(point -> points.add(new Addressed(run.seq(), point)));
            }
        }
        metrics.append(points);
    }

    private Map<String, Held> hold(List<Entry<Write>> entries) {
        return database
                .query(
                        Sql.of(
                                "select run_id, seq, lifecycle_stage from run where run_id = any(?::text[])"
                                        + " order by seq for key share",
                                (Object)
                                        entries.stream()
                                                .map(entry -> entry.item().runId())
                                                .distinct()
                                                .toArray(String[]::new)),
                        row ->
                                new Held(
                                        row.getString(1),
                                        row.getLong(2),
                                        Stage.of(row.getString(3))))
                .stream()
                .collect(toMap(Held::runId, held -> held));
    }

    /// What one call wants to write.
    record Write(String runId, List<MetricPoint> points) {}

    private record Held(String runId, long seq, Stage stage) {}
}
