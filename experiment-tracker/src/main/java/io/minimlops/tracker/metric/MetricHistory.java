package io.minimlops.tracker.metric;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.SortKey;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what was logged for a metric: all of it in pages, or a thinned-out picture of it for
/// charts.
@ApplicationScoped
public class MetricHistory {

    private static final Keyset OLDEST_FIRST =
            new Keyset(
                    List.of(
                            new SortKey("p.timestamp", true, SortKey.Type.NUMBER),
                            new SortKey("p.step", true, SortKey.Type.NUMBER),
                            new SortKey("p.value", true, SortKey.Type.FLOAT)));

    /// Rows in order of step are cut into equal buckets; each bucket's first row is kept, and of
    /// the last bucket the last row.
    private static final String THINNED =
            "select run_id, key, value, timestamp, step from (select r.run_id, s.key, p.value, p.timestamp, p.step,"
                    + " row_number() over points - 1 as place, count(*) over (partition by r.run_id) as total"
                    + " from run r join metric_series s on s.run_seq = r.seq join metric_point p on p.series_id = s.id"
                    + " where r.run_id = any(?::text[]) and s.key = ? and p.step between ? and ?"
                    + " window points as (partition by r.run_id order by p.step, p.timestamp, p.value)) numbered"
                    + " cross join (select ?::bigint as wanted) parameters"
                    + " where total <= wanted or place = total - 1"
                    + " or (place * wanted / total < wanted - 1"
                    + " and (place = 0 or place * wanted / total <> (place - 1) * wanted / total))"
                    + " order by array_position(?::text[], run_id::text), step, timestamp, value";

    private final Database database;

    MetricHistory(Database database) {
        this.database = database;
    }

    /// Points in order of time; an unknown run or key has none.
    ///
    /// @param maxResults 0 for all of them
    public Page<MetricPoint> of(
            String runId, String key, int maxResults, @Nullable String pageToken) {
        List<String> search = List.of(runId, key);
        int size = maxResults == 0 ? Integer.MAX_VALUE - 1 : maxResults;
        Sql sql =
                Sql.of(
                                "select * from (select s.key, p.step, p.timestamp, p.value"
                                        + OLDEST_FIRST.selected()
                                        + " from run r join metric_series s on s.run_seq = r.seq"
                                        + " join metric_point p on p.series_id = s.id"
                                        + " where r.run_id = ? and s.key = ?) page where ",
                                runId,
                                key)
                        .add(OLDEST_FIRST.after(PageToken.read(search, pageToken, 3)))
                        .add(" " + OLDEST_FIRST.ordered() + " limit ?", size + 1);
        return Page.of(
                database.query(sql, MetricHistory::point),
                size,
                last -> PageToken.write(search, keys(last)));
    }

    /// The points of one metric of many runs, in order of run, time and step.
    public List<RunPoint> ofAll(List<String> runIds, String key, int maxResults) {
        return database.query(
                Sql.of(
                        "select r.run_id, s.key, p.step, p.timestamp, p.value from run r"
                                + " join metric_series s on s.run_seq = r.seq"
                                + " join metric_point p on p.series_id = s.id"
                                + " where r.run_id = any(?::text[]) and s.key = ?"
                                + " order by r.run_id, p.timestamp, p.step, p.value limit ?",
                        runIds.toArray(String[]::new),
                        key,
                        maxResults),
                row -> new RunPoint(row.getString("run_id"), point(row)));
    }

    /// At most `maxResults` points of each run, spread evenly, the first and the last always among
    /// them.
    public List<RunPoint> sampled(
            List<String> runIds, String key, StepRange range, int maxResults) {
        String[] runs = runIds.stream().distinct().toArray(String[]::new);
        return database.query(
                Sql.of(THINNED, runs, key, range.start(), range.end(), maxResults, runs),
                row -> new RunPoint(row.getString("run_id"), point(row)));
    }

    private static MetricPoint point(ResultSet row) throws SQLException {
        return new MetricPoint(
                row.getString("key"),
                row.getDouble("value"),
                row.getLong("timestamp"),
                row.getLong("step"));
    }

    private static List<String> keys(MetricPoint last) {
        return List.of(
                Long.toString(last.timestamp()),
                Long.toString(last.step()),
                Double.toString(last.value()));
    }

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
    }
}
