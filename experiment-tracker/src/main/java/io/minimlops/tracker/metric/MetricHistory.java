package io.minimlops.tracker.metric;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.metric.SeriesPoints.Cursor;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what was logged for a metric: all of it in pages, or a thinned-out picture of it for
/// charts.
@ApplicationScoped
public class MetricHistory {

    private final Database database;
    private final SeriesPoints points;
    private final MetricChart chart;

    MetricHistory(Database database, SeriesPoints points, MetricChart chart) {
        this.database = database;
        this.points = points;
        this.chart = chart;
    }

    /// Points in order of time; an unknown run or key has none.
    ///
    /// @param maxResults 0 for all of them
    public Page<MetricPoint> of(
            String runId, String key, int maxResults, @Nullable String pageToken) {
        List<String> search = List.of(runId, key);
        int size = maxResults == 0 ? Integer.MAX_VALUE - 1 : maxResults;
        MetricPoint after = after(key, PageToken.read(search, pageToken, 3));
        List<MetricPoint> found =
                series(List.of(runId), key).stream()
                        .flatMap(
                                series ->
                                        points
                                                .after(
                                                        new Cursor(series.id(), key, after),
                                                        size + 1)
                                                .stream())
                        .toList();
        return Page.of(found, size, last -> PageToken.write(search, keys(last)));
    }

    /// The points of one metric of many runs, in order of run, time and step.
    public List<RunPoint> ofAll(List<String> runIds, String key, int maxResults) {
        List<RunPoint> found = new ArrayList<>();
        for (Series series : series(runIds, key)) {
            int room = maxResults - found.size();
            if (room > 0) {
                points.after(new Cursor(series.id(), key, Charted.NOTHING.border()), room)
                        .forEach(point -> found.add(new RunPoint(series.runId(), point)));
            }
        }
        return found;
    }

    /// At most `maxResults` points of each run, spread evenly, the first and the last always among
    /// them.
    public List<RunPoint> sampled(
            List<String> runIds, String key, StepRange range, int maxResults) {
        return chart.sampled(runIds, key, range, maxResults);
    }

    private List<Series> series(List<String> runIds, String key) {
        return database.query(
                Sql.of(
                        "select r.run_id, s.id from run r join metric_series s on s.run_seq = r.seq"
                                + " where r.run_id = any(?::text[]) and s.key = ? order by r.run_id",
                        runIds.toArray(String[]::new),
                        key),
                row -> new Series(row.getString(1), row.getLong(2)));
    }

    private static MetricPoint after(String key, List<String> token) {
        return token.isEmpty()
                ? Charted.NOTHING.border()
                : new MetricPoint(
                        key,
                        Double.parseDouble(token.get(2)),
                        Long.parseLong(token.get(0)),
                        Long.parseLong(token.get(1)));
    }

    private static List<String> keys(MetricPoint last) {
        return List.of(
                Long.toString(last.timestamp()),
                Long.toString(last.step()),
                Double.toString(last.value()));
    }

    private record Series(String runId, long id) {}

    /// Steps of interest, both ends included.
    public record StepRange(long start, long end) {

        public static final StepRange ALL = new StepRange(Long.MIN_VALUE, Long.MAX_VALUE);

        public StepRange {
            if (start > end) {
                throw new Refusal.Invalid(
                        "end_step must be greater than start_step. Found start_step=%d and end_step=%d."
                                .formatted(start, end));
            }
        }

        boolean holds(MetricPoint point) {
            return point.step() >= start && point.step() <= end;
        }
    }
}
