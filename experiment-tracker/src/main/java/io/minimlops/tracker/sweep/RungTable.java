package io.minimlops.tracker.sweep;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.minimlops.tracker.sweep.Trial.Progress;
import io.minimlops.tracker.sweep.search.Goal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What trials had come to when they reached a rung, read from what their runs logged.
@ApplicationScoped
class RungTable {

    private static final String POINTS =
            " from run r join metric_series s on s.run_seq = r.seq"
                    + " join metric_source m on m.series_id = s.id"
                    + " join metric_point p on p.series_id = m.source_id and p.step <= m.up_to"
                    + " where r.run_id = ?";

    private static final String OF_METRIC = POINTS + " and s.key = ?";

    private final Database database;

    RungTable(Database database) {
        this.database = database;
    }

    /// How many values of a metric a run has logged, and the best.
    Progress progress(String runId, String metric, Goal goal) {
        return database.first(
                        Sql.of(
                                "select count(*), "
                                        + best(goal)
                                        + "(p.value) filter (where p.value <> 'NaN')"
                                        + OF_METRIC,
                                runId,
                                metric),
                        row -> new Progress(row.getLong(1), row.getObject(2, Double.class)))
                .orElse(Progress.NONE);
    }

    /// All values of any metric: how an agent that only logs shows that it lives.
    long points(String runId) {
        return database.first(Sql.of("select count(*)" + POINTS, runId), row -> row.getLong(1))
                .orElse(0L);
    }

    /// Whether a run has logged just this, so that a repeated report adds nothing.
    boolean has(String runId, String metric, long step, double value) {
        return database.first(
                        Sql.of(
                                "select 1" + OF_METRIC + " and p.step = ? and p.value = ? limit 1",
                                runId,
                                metric,
                                step,
                                value),
                        row -> row.getInt(1))
                .isPresent();
    }

    /// Keeps the best of a run's first `iteration` values, once; NaN alone is infinitely bad.
    void reach(String sweepId, Trial trial, String metric, Goal goal, long iteration) {
        database.update(
                Sql.of(
                                "insert into sweep_rung (sweep_id, number, iteration, loss)"
                                        + " select ?, ?, ?, coalesce(",
                                sweepId,
                                trial.number(),
                                iteration)
                        .add(goal == Goal.MINIMIZE ? "min(value)" : "-max(value)")
                        .add(", 'Infinity') from (select nullif(p.value, 'NaN') as value")
                        .add(OF_METRIC, trial.runId(), metric)
                        .add(" order by p.step, p.timestamp, p.value limit ?) first", iteration)
                        .add(" on conflict do nothing"));
    }

    /// The losses of all trials that reached a rung, ascending.
    List<Double> losses(String sweepId, long iteration) {
        return database.query(
                Sql.of(
                        "select loss from sweep_rung where sweep_id = ? and iteration = ? order by loss",
                        sweepId,
                        iteration),
                row -> row.getDouble(1));
    }

    /// The rungs a trial has reached, and its loss at each.
    SortedMap<Long, Double> reached(String sweepId, long number) {
        return database
                .query(
                        Sql.of(
                                "select iteration, loss from sweep_rung"
                                        + " where sweep_id = ? and number = ?",
                                sweepId,
                                number),
                        row -> Map.entry(row.getLong(1), row.getDouble(2)))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
    }

    /// A trial that begins anew has reached nothing.
    void forget(String sweepId, long number) {
        database.update(
                Sql.of(
                        "delete from sweep_rung where sweep_id = ? and number = ?",
                        sweepId,
                        number));
    }

    private static String best(Goal goal) {
        return goal == Goal.MINIMIZE ? "min" : "max";
    }
}
