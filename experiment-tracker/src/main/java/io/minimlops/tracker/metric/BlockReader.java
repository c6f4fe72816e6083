package io.minimlops.tracker.metric;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Reads single points out of blocks, and at which place a step begins.
@ApplicationScoped
class BlockReader {

    // A subquery, not a join: a join might be planned as a walk through all blocks there are.
    private static final String PICK =
            "select n, (select substring(b.points from place % 64 * 24 + 1 for 24) from metric_block b"
                    + " where b.series_id = w.series_id and b.ordinal = w.place / 64)"
                    + " from unnest(?::bigint[], ?::int[]) with ordinality as w (series_id, place, n)";

    private final Database database;

    BlockReader(Database database) {
        this.database = database;
    }

    /// The points at these places, in the order of the places.
    MetricPoint[] pick(List<Place> places, String key) {
        MetricPoint[] picked = new MetricPoint[places.size()];
        database.query(
                Sql.of(
                        PICK,
                        places.stream().mapToLong(Place::seriesId).toArray(),
                        places.stream().mapToInt(Place::place).toArray()),
                row ->
                        picked[row.getInt(1) - 1] =
                                PointBlock.read(key, row.getBytes(2)).getFirst());
        return picked;
    }

    /// How many points in blocks come before a step.
    int before(long seriesId, long step) {
        return database.first(
                        Sql.of(
                                "select ordinal, points from metric_block where series_id = ? and first_step < ?"
                                        + " order by first_step desc, ordinal desc limit 1",
                                seriesId,
                                step),
                        row ->
                                row.getInt(1) * PointBlock.POINTS
                                        + (int)
                                                PointBlock.read("", row.getBytes(2)).stream()
                                                        .takeWhile(point -> point.step() < step)
                                                        .count())
                .orElse(0);
    }

    /// The last point in blocks of each series that has any, by series.
    Map<Long, MetricPoint> last(long[] seriesIds) {
        record Last(long seriesId, MetricPoint point) {}
        return database
                .query(
                        Sql.of(
                                "select w.id, b.last from unnest(?::bigint[]) as w (id) cross join lateral"
                                        + " (select substring(points from length(points) - 23) as last"
                                        + " from metric_block where series_id = w.id"
                                        + " order by ordinal desc limit 1) b",
                                (Object) seriesIds),
                        row ->
                                new Last(
                                        row.getLong(1),
                                        PointBlock.read("", row.getBytes(2)).getFirst()))
                .stream()
                .collect(toMap(Last::seriesId, Last::point));
    }

    /// A place in a series, counted from 0 in order of steps.
    record Place(long seriesId, int place) {}
}
