package io.minimlops.tracker.metric;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Writes points of one or many runs in two statements, however many there are.
///
/// A point written twice is stored once. The latest point of a key is the greatest (step,
/// timestamp, value), where NaN counts as 0.
/// Rows are locked in the order of run and key, so that two writers never wait for each other.
@ApplicationScoped
public class MetricStore {

    private static final String POINTS =
            " from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::float8[])"
                    + " as p (run_seq, key, step, timestamp, value)";

    private static final String SERIES =
            "insert into metric_series as s (run_seq, key, step, timestamp, value)"
                    + " select distinct on (run_seq, key) run_seq, key, step, timestamp, value"
                    + POINTS
                    + " order by run_seq, key, step desc, timestamp desc,"
                    + " coalesce(nullif(value, 'NaN'), 0) desc"
                    + " on conflict (run_seq, key) do update set"
                    + " step = excluded.step, timestamp = excluded.timestamp, value = excluded.value"
                    + " where (excluded.step, excluded.timestamp, coalesce(nullif(excluded.value, 'NaN'), 0))"
                    + " > (s.step, s.timestamp, coalesce(nullif(s.value, 'NaN'), 0))";

    private static final String EVERY_POINT =
            "insert into metric_point (series_id, step, timestamp, value)"
                    + " select s.id, p.step, p.timestamp, p.value"
                    + POINTS
                    + " join metric_series s on s.run_seq = p.run_seq and s.key = p.key"
                    + " order by s.id, p.step, p.timestamp, p.value"
                    + " on conflict do nothing";

    private final Database database;

    MetricStore(Database database) {
        this.database = database;
    }

    /// Within the caller's transaction, which holds the runs.
    public void append(List<Addressed> points) {
        if (points.isEmpty()) {
            return;
        }
        Object[] columns = columns(points);
        database.update(Sql.of(SERIES, columns));
        database.update(Sql.of(EVERY_POINT, columns));
    }

    private static Object[] columns(List<Addressed> points) {
        int count = points.size();
        Long[] runs = new Long[count];
        String[] keys = new String[count];
        Long[] steps = new Long[count];
        Long[] timestamps = new Long[count];
        Double[] values = new Double[count];
        for (int i = 0; i < count; i++) {
            MetricPoint point = points.get(i).point();
            runs[i] = points.get(i).runSeq();
            keys[i] = point.key();
            steps[i] = point.step();
            timestamps[i] = point.timestamp();
            values[i] = point.value();
        }
        return new Object[] {runs, keys, steps, timestamps, values};
    }

    /// A point and the row of its run.
    public record Addressed(long runSeq, MetricPoint point) {}
}
