package io.minimlops.tracker.metric;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the points of series in order of time, be they a series' own or of the past it shares.
/// Costs what it returns: each place is entered through its key and left at the limit.
@ApplicationScoped
class SeriesPoints {

    private static final String AFTER =
            "select c.id, p.timestamp, p.step, p.value"
                    + " from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::float8[])"
                    + " as c (id, timestamp, step, value)"
                    + " join metric_source o on o.series_id = c.id cross join lateral"
                    + " (select timestamp, step, value from metric_point"
                    + " where series_id = o.source_id and step <= o.up_to"
                    + " and (timestamp, step, value) > (c.timestamp, c.step, c.value)"
                    + " order by timestamp, step, value limit ?) p";

    private final Database database;

    SeriesPoints(Database database) {
        this.database = database;
    }

    /// At most `limit` points that come after the cursor.
    List<MetricPoint> after(Cursor cursor, int limit) {
        return after(List.of(cursor), limit).getOrDefault(cursor.seriesId(), List.of());
    }

    /// As [#after(Cursor, int)], by series; the limit holds for each of them.
    Map<Long, List<MetricPoint>> after(List<Cursor> cursors, int limit) {
        record Owned(long seriesId, MetricPoint point) {}
        Map<Long, String> keys = new HashMap<>();
        cursors.forEach(cursor -> keys.put(cursor.seriesId(), cursor.key()));
        Map<Long, List<MetricPoint>> found =
                database
                        .query(
                                Sql.of(AFTER, columns(cursors, limit)),
                                row ->
                                        new Owned(
                                                row.getLong(1),
                                                new MetricPoint(
                                                        keys.getOrDefault(row.getLong(1), ""),
                                                        row.getDouble(4),
                                                        row.getLong(2),
                                                        row.getLong(3))))
                        .stream()
                        .collect(groupingBy(Owned::seriesId, mapping(Owned::point, toList())));
        found.replaceAll((_, points) -> merged(points, limit));
        return found;
    }

    private static Object[] columns(List<Cursor> cursors, int limit) {
        return new Object[] {
            cursors.stream().mapToLong(Cursor::seriesId).toArray(),
            cursors.stream().mapToLong(c -> c.after().timestamp()).toArray(),
            cursors.stream().mapToLong(c -> c.after().step()).toArray(),
            cursors.stream().mapToDouble(c -> c.after().value()).toArray(),
            limit
        };
    }

    /// A series may hold a point that its past holds too; it counts once.
    private static List<MetricPoint> merged(List<MetricPoint> points, int limit) {
        points.sort(MetricPoint.BY_TIME);
        List<MetricPoint> once = new ArrayList<>(Math.min(points.size(), limit));
        for (MetricPoint point : points) {
            if (once.size() < limit && (once.isEmpty() || !once.getLast().equals(point))) {
                once.add(point);
            }
        }
        return once;
    }

    /// A place in a series.
    record Cursor(long seriesId, String key, MetricPoint after) {}
}
