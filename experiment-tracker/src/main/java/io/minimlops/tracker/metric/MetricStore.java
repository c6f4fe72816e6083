package io.minimlops.tracker.metric;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            "insert into metric_series as s (experiment_id, run_seq, key, step, timestamp, value)"
                    + " select (select experiment_id from run where seq = p.run_seq), p.*"
                    + " from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::float8[])"
                    + " as p (run_seq, key, step, timestamp, value)"
                    + " on conflict (run_seq, key) do update set"
                    + newer("step")
                    + ","
                    + newer("timestamp")
                    + ","
                    + newer("value")
                    + " returning id, run_seq, key, old.step,"
                    + " charted, charted_timestamp, charted_step, charted_value";

    /// The transaction is asked for once, not by the column's default for each row.
    private static final String NEW_POINTS =
            "insert into metric_point (series_id, timestamp, step, value, logged_in)"
                    + " select p.*, t.id"
                    + " from (select pg_current_xact_id()::text::bigint as id offset 0) t,"
                    + " unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::float8[]) p";

    private static final String POINTS = NEW_POINTS + " on conflict do nothing";

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
        Map<Boolean, List<Located>> located =
                arrivals.entrySet().stream()
                        .map(
                                entry ->
                                        new Located(
                                                of(entry.getKey(), series),
                                                entry.getValue().byTime()))
                        .collect(partitioningBy(Located::isNew));
        insert(NEW_POINTS, located.getOrDefault(true, List.of()));
        insert(POINTS, located.getOrDefault(false, List.of()));
        charts.forget(
                Stream.concat(
                                located.getOrDefault(true, List.of()).stream(),
                                located.getOrDefault(false, List.of()).stream())
                        .filter(Located::isLate)
                        .map(l -> l.series().id())
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
                                        new Series(
                                                row.getLong(1),
                                                row.getObject(4, Long.class),
                                                Charted.read(row, 5))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void insert(String statement, List<Located> located) {
        int count = located.stream().mapToInt(l -> l.points().size()).sum();
        if (count == 0) {
            return;
        }
        long[] ids = new long[count];
        long[] timestamps = new long[count];
        long[] steps = new long[count];
        double[] values = new double[count];
        int i = 0;
        for (Located series : located) {
            for (MetricPoint point : series.points()) {
                ids[i] = series.series().id();
                timestamps[i] = point.timestamp();
                steps[i] = point.step();
                values[i++] = point.value();
            }
        }
        database.update(Sql.of(statement, ids, timestamps, steps, values));
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

    /// @param lastStep the greatest before; absent when there was no point
    private record Series(long id, @Nullable Long lastStep, Charted charted) {}

    /// Points of a series, in order of time, none twice.
    private record Located(Series series, List<MetricPoint> points) {

        /// Beyond the last step there was, nothing can be there already.
        boolean isNew() {
            Long last = series.lastStep();
            return last == null || points.stream().allMatch(point -> point.step() > last);
        }

        boolean isLate() {
            return series.charted().reaches(points.getFirst());
        }
    }

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
            return points.stream().sorted(MetricPoint.BY_TIME).distinct().toList();
        }
    }
}
