package io.minimlops.tracker.metric;

import io.minimlops.tracker.metric.BlockReader.Place;
import io.minimlops.tracker.metric.MetricHistory.StepRange;
import io.minimlops.tracker.metric.SeriesPoints.Cursor;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Thinned-out histories: the rows of each run in order of step, cut into equal buckets.
///
/// Most points lie in blocks, where a place is found without counting; the newest are read and put
/// behind them. A series that has grown since it was last looked at is taken into blocks first.
@ApplicationScoped
class MetricChart {

    /// Points that may lie outside of blocks before they are taken in.
    private static final int TAIL = 512;

    private final Database database;
    private final SeriesPoints points;
    private final ChartBlocks blocks;
    private final BlockReader reader;

    MetricChart(Database database, SeriesPoints points, ChartBlocks blocks, BlockReader reader) {
        this.database = database;
        this.points = points;
        this.blocks = blocks;
        this.reader = reader;
    }

    List<RunPoint> sampled(List<String> runIds, String key, StepRange range, int most) {
        List<String> runs = runIds.stream().distinct().toList();
        Picture first = snapshot(runs, key, range, most, TAIL + 1);
        if (first.outgrown().isEmpty()) {
            return first.points();
        }
        first.outgrown().forEach(plot -> blocks.extend(plot.seriesId(), plot.isDisordered()));
        return snapshot(runs, key, range, most, Integer.MAX_VALUE - 1).points();
    }

    /// All of it as of one moment, whatever is written meanwhile.
    ///
    /// @param limit points outside of blocks to read; from this many on a series has outgrown its
    ///     blocks
    private Picture snapshot(List<String> runs, String key, StepRange range, int most, int limit) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            database.update(
                                    Sql.of(
                                            "set transaction isolation level repeatable read, read only"));
                            List<Plot> plots = plots(runs, key, limit);
                            List<Plot> outgrown =
                                    plots.stream()
                                            .filter(
                                                    plot ->
                                                            plot.tail().size() == limit
                                                                    || plot.isDisordered())
                                            .toList();
                            boolean isLast = limit > TAIL + 1;
                            return isLast || outgrown.isEmpty()
                                    ? new Picture(List.of(), drawn(plots, key, range, most))
                                    : new Picture(outgrown, List.of());
                        });
    }

    private List<Plot> plots(List<String> runs, String key, int limit) {
        record Found(String runId, long id, Charted charted) {}
        List<Found> found =
                database.query(
                        Sql.of(
                                "select r.run_id, s.id, s.charted, s.charted_timestamp, s.charted_step,"
                                        + " s.charted_value from run r"
                                        + " join metric_series s on s.run_seq = r.seq"
                                        + " where r.run_id = any(?::text[]) and s.key = ?"
                                        + " order by array_position(?::text[], r.run_id::text)",
                                runs.toArray(String[]::new),
                                key,
                                runs.toArray(String[]::new)),
                        row -> new Found(row.getString(1), row.getLong(2), Charted.read(row, 3)));
        Map<Long, List<MetricPoint>> tails =
                points.after(
                        found.stream()
                                .map(f -> new Cursor(f.id(), key, f.charted().border()))
                                .toList(),
                        limit);
        Map<Long, MetricPoint> last = reader.last(found.stream().mapToLong(Found::id).toArray());
        return found.stream()
                .map(
                        f -> {
                            List<MetricPoint> tail =
                                    new ArrayList<>(tails.getOrDefault(f.id(), List.of()));
                            tail.sort(MetricPoint.BY_STEP);
                            boolean isDisordered =
                                    last.containsKey(f.id())
                                            && !tail.isEmpty()
                                            && MetricPoint.BY_STEP.compare(
                                                            tail.getFirst(), last.get(f.id()))
                                                    < 0;
                            return new Plot(
                                    f.runId(), f.id(), f.charted().count(), tail, isDisordered);
                        })
                .toList();
    }

    private List<RunPoint> drawn(List<Plot> plots, String key, StepRange range, int most) {
        List<Cut> cuts = plots.stream().map(plot -> cut(plot, key, range, most)).toList();
        MetricPoint[] picked = reader.pick(cuts.stream().flatMap(Cut::inBlocks).toList(), key);
        List<RunPoint> drawn = new ArrayList<>();
        int next = 0;
        for (Cut cut : cuts) {
            for (int place : cut.places()) {
                MetricPoint point =
                        place < cut.charted()
                                ? picked[next++]
                                : cut.tail().get(place - cut.charted());
                drawn.add(new RunPoint(cut.runId(), point));
            }
        }
        return drawn;
    }

    private Cut cut(Plot plot, String key, StepRange range, int most) {
        int start = 0;
        int end = plot.charted();
        List<MetricPoint> tail = plot.tail();
        if (plot.isDisordered()) {
            tail =
                    Stream.concat(
                                    blocks.from(plot.seriesId(), 0).stream()
                                            .map(
                                                    p ->
                                                            new MetricPoint(
                                                                    key,
                                                                    p.value(),
                                                                    p.timestamp(),
                                                                    p.step())),
                                    tail.stream())
                            .sorted(MetricPoint.BY_STEP)
                            .toList();
            end = 0;
        } else if (!range.equals(StepRange.ALL) && end > 0) {
            start = reader.before(plot.seriesId(), range.start());
            end =
                    range.end() == Long.MAX_VALUE
                            ? end
                            : reader.before(plot.seriesId(), range.end() + 1);
        }
        List<MetricPoint> rest = tail.stream().filter(range::holds).toList();
        return new Cut(
                plot.runId(),
                plot.seriesId(),
                start,
                end - start,
                rest,
                EvenSample.of(end - start + rest.size(), most));
    }

    private record Picture(List<Plot> outgrown, List<RunPoint> points) {}

    /// The points of a run: those in blocks, and those that come after them.
    ///
    /// @param isDisordered whether some of the latter belong among the former
    private record Plot(
            String runId,
            long seriesId,
            int charted,
            List<MetricPoint> tail,
            boolean isDisordered) {}

    /// What a chart shows of a run.
    ///
    /// @param start place of the first point in blocks that is in range
    /// @param charted how many in blocks are in range
    /// @param places which points are shown, counted from the first in range
    private record Cut(
            String runId,
            long seriesId,
            int start,
            int charted,
            List<MetricPoint> tail,
            int[] places) {

        Stream<Place> inBlocks() {
            return Arrays.stream(places)
                    .filter(place -> place < charted)
                    .mapToObj(place -> new Place(seriesId, start + place));
        }
    }
}
