package io.minimlops.tracker.metric;

import io.minimlops.tracker.metric.SeriesPoints.Cursor;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Keeps the points of charted series once more, in order of steps and counted, so that a chart
/// reads the few points it shows. Nothing is written here until somebody looks at a chart.
@ApplicationScoped
class ChartBlocks {

    /// The newest points stay out of blocks: those that come late come among them as a rule.
    private static final int LEEWAY = 64;

    /// Points of one transaction.
    private static final int STRETCH = 50_000;

    private final Database database;
    private final SeriesPoints points;

    ChartBlocks(Database database, SeriesPoints points) {
        this.database = database;
        this.points = points;
    }

    /// Points came late: the blocks of these series are no longer true. Within the transaction of
    /// their writer, who holds the series.
    void forget(List<Long> seriesIds) {
        if (seriesIds.isEmpty()) {
            return;
        }
        Long[] ids = seriesIds.toArray(Long[]::new);
        database.update(
                Sql.of(
                        "delete from metric_block where series_id = any(?::bigint[])",
                        (Object) ids));
        database.update(
                Sql.of(
                        "update metric_series set charted = null where id = any(?::bigint[])",
                        (Object) ids));
    }

    /// Takes the points that are not in blocks yet into them, all but the newest.
    ///
    /// @param whole the newest too
    void extend(long seriesId, boolean whole) {
        boolean more = true;
        while (more) {
            more =
                    QuarkusTransaction.requiringNew()
                            .call(
                                    () ->
                                            hold(seriesId)
                                                    .map(held -> extend(seriesId, held, whole))
                                                    .orElse(false));
        }
    }

    private Optional<Charted> hold(long seriesId) {
        return database.first(
                Sql.of(
                        "select charted, charted_timestamp, charted_step, charted_value"
                                + " from metric_series where id = ? and run_seq is not null"
                                + " for no key update",
                        seriesId),
                row -> Charted.read(row, 1));
    }

    /// @return whether there is more to be done
    private boolean extend(long seriesId, Charted held, boolean whole) {
        List<MetricPoint> fresh = points.after(new Cursor(seriesId, "", held.border()), STRETCH);
        boolean isAll = fresh.size() < STRETCH;
        int count = isAll && !whole ? Math.max(0, fresh.size() - LEEWAY) : fresh.size();
        if (count > 0) {
            add(seriesId, fresh.subList(0, count));
        }
        return !isAll;
    }

    private void add(long seriesId, List<MetricPoint> fresh) {
        int from = place(seriesId, Collections.min(fresh, MetricPoint.BY_STEP));
        List<MetricPoint> tail = new ArrayList<>(from(seriesId, from));
        tail.addAll(fresh);
        tail.sort(MetricPoint.BY_STEP);
        database.update(
                Sql.of(
                        "delete from metric_block where series_id = ? and ordinal >= ?",
                        seriesId,
                        from));
        write(seriesId, from, tail);
        MetricPoint last = fresh.getLast();
        database.update(
                Sql.of(
                        "update metric_series set charted = ?, charted_timestamp = ?, charted_step = ?,"
                                + " charted_value = ? where id = ?",
                        from * PointBlock.POINTS + tail.size(),
                        last.timestamp(),
                        last.step(),
                        last.value(),
                        seriesId));
    }

    /// The first block that changes when a point is added: behind the last full one as a rule.
    private int place(long seriesId, MetricPoint first) {
        record Last(int ordinal, List<MetricPoint> points) {}
        Optional<Last> last =
                database.first(
                        Sql.of(
                                "select ordinal, points from metric_block where series_id = ?"
                                        + " order by ordinal desc limit 1",
                                seriesId),
                        row -> new Last(row.getInt(1), PointBlock.read("", row.getBytes(2))));
        if (last.isEmpty()) {
            return 0;
        }
        Last block = last.get();
        if (MetricPoint.BY_STEP.compare(block.points().getLast(), first) < 0) {
            return block.ordinal() + block.points().size() / PointBlock.POINTS;
        }
        return database.first(
                        Sql.of(
                                "select ordinal from metric_block where series_id = ? and first_step < ?"
                                        + " order by first_step desc, ordinal desc limit 1",
                                seriesId,
                                first.step()),
                        row -> row.getInt(1))
                .orElse(0);
    }

    /// The points of these blocks, in order of steps.
    List<MetricPoint> from(long seriesId, int ordinal) {
        return database
                .query(
                        Sql.of(
                                "select points from metric_block where series_id = ? and ordinal >= ?"
                                        + " order by ordinal",
                                seriesId,
                                ordinal),
                        row -> PointBlock.read("", row.getBytes(1)))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private void write(long seriesId, int from, List<MetricPoint> tail) {
        int count = Math.ceilDiv(tail.size(), PointBlock.POINTS);
        int[] ordinals = new int[count];
        long[] steps = new long[count];
        byte[][] blocks = new byte[count][];
        for (int i = 0; i < count; i++) {
            int start = i * PointBlock.POINTS;
            List<MetricPoint> block =
                    tail.subList(start, Math.min(start + PointBlock.POINTS, tail.size()));
            ordinals[i] = from + i;
            steps[i] = block.getFirst().step();
            blocks[i] = PointBlock.write(block);
        }
        database.update(
                Sql.of(
                        "insert into metric_block (series_id, ordinal, first_step, points)"
                                + " select ?, * from unnest(?::int[], ?::bigint[], ?::bytea[])",
                        seriesId,
                        ordinals,
                        steps,
                        blocks));
    }
}
