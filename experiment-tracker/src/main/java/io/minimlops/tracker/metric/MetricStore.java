package io.minimlops.tracker.metric;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Writes points of one or many runs in two statements, however many there are.
///
/// A point written twice is stored once. The latest point of a key is the greatest (step,
/// timestamp, value), where NaN counts as 0.
/// Rows are locked in the order of run and key, so that two writers never wait for each other; who
/// holds a series' row is the only one who adds points to it.
@ApplicationScoped
public class MetricStore {

    private static final String NEWER =
            "(excluded.step, excluded.timestamp, coalesce(nullif(excluded.value, 'NaN'), 0))"
                    + " > (s.step, s.timestamp, coalesce(nullif(s.value, 'NaN'), 0))";

    private static final String SERIES =
            "insert into metric_series as s (run_seq, key, step, timestamp, value)"
                    + " select * from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::float8[])"
                    + " on conflict (run_seq, key) do update set"
                    + newer("step")
                    + ","
                    + newer("timestamp")
                    + ","
                    + newer("value")
                    + " returning id, run_seq, key, charted, charted_timestamp, charted_step, charted_value";

    private static final String POINTS =
            "insert into metric_point (series_id, timestamp, step, value)"
                    + " select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::float8[])"
                    + " on conflict do nothing";

    private final Database database;
    private final ChartBlocks charts;

    MetricStore(Database database, ChartBlocks charts) {
        this.database = database;
        this.charts = charts;
    }

    /// Within the caller's transaction.
    public void append(List<Addressed> points) {
        if (points.isEmpty()) {
            return;
        }
        Map<Place, Arrivals> arrivals = new TreeMap<>();
        for (Addressed addressed : points) {
            MetricPoint point = addressed.point();
            arrivals.computeIfAbsent(
                            new Place(addressed.runSeq(), point.key()), _ -> new Arrivals())
                    .add(point);
        }
        Map<Place, Series> series = upsert(arrivals);
        insert(arrivals, series, points.size());
        charts.forget(
                arrivals.entrySet().stream()
                        .filter(
                                entry ->
                                        of(entry.getKey(), series)
                                                .charted()
                                                .reaches(entry.getValue().earliest()))
                        .map(entry -> of(entry.getKey(), series).id())
                        .toList());
    }

    private Map<Place, Series> upsert(Map<Place, Arrivals> arrivals) {
        int count = arrivals.size();
        long[] runs = new long[count];
        String[] keys = new String[count];
        long[] steps = new long[count];
        long[] timestamps = new long[count];
        double[] values = new double[count];
        int i = 0;
        for (Map.Entry<Place, Arrivals> entry : arrivals.entrySet()) {
            MetricPoint latest = entry.getValue().latest();
            runs[i] = entry.getKey().runSeq();
            keys[i] = latest.key();
            steps[i] = latest.step();
            timestamps[i] = latest.timestamp();
            values[i++] = latest.value();
        }
        return database
                .query(
                        Sql.of(SERIES, runs, keys, steps, timestamps, values),
                        row ->
                                Map.entry(
                                        new Place(row.getLong(2), row.getString(3)),
                                        new Series(row.getLong(1), Charted.read(row, 4))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void insert(Map<Place, Arrivals> arrivals, Map<Place, Series> series, int count) {
        long[] ids = new long[count];
        long[] timestamps = new long[count];
        long[] steps = new long[count];
        double[] values = new double[count];
        int i = 0;
        for (Map.Entry<Place, Arrivals> entry : arrivals.entrySet()) {
            long id = of(entry.getKey(), series).id();
            for (MetricPoint point : entry.getValue().byTime()) {
                ids[i] = id;
                timestamps[i] = point.timestamp();
                steps[i] = point.step();
                values[i++] = point.value();
            }
        }
        database.update(Sql.of(POINTS, ids, timestamps, steps, values));
    }

    private static Series of(Place place, Map<Place, Series> series) {
        return Objects.requireNonNull(series.get(place), "every series was written");
    }

    private static String newer(String column) {
        return " %s = case when %s then excluded.%s else s.%s end"
                .formatted(column, NEWER, column, column);
    }

    /// A point and the row of its run.
    public record Addressed(long runSeq, MetricPoint point) {}

    private record Series(long id, Charted charted) {}

    private record Place(long runSeq, String key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byRun = Long.compare(runSeq, other.runSeq);
            return byRun == 0 ? key.compareTo(other.key) : byRun;
        }
    }

    /// The points of one series in one transaction.
    private static final class Arrivals {
        private final List<MetricPoint> points = new ArrayList<>();

        void add(MetricPoint point) {
            points.add(point);
        }

        MetricPoint latest() {
            return LatestPoint.of(points);
        }

        List<MetricPoint> byTime() {
            points.sort(MetricPoint.BY_TIME);
            return points;
        }

        MetricPoint earliest() {
            return byTime().getFirst();
        }
    }
}
