package io.minimlops.tracker.metric;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Lets a new run show the history of another up to a step without copying a point.
///
/// The series that hold the points become the past of both runs: nobody writes to them any more,
/// and each run goes on in a series of its own. So neither sees what the other logs later, and
/// the past stays until the last run that shows it is gone.
@ApplicationScoped
public class SharedPast {

    /// The latest point of each series at or before the step.
    private static final String LATEST =
            "insert into metric_series (run_seq, key, step, timestamp, value)"
                    + " select ?, s.key, p.step, p.timestamp, p.value from metric_series s cross join lateral"
                    + " (select s.step, s.timestamp, s.value where s.step <= ? union all"
                    + " (select p.step, p.timestamp, p.value from metric_source o"
                    + " join metric_point p on p.series_id = o.source_id and p.step <= least(o.up_to, ?)"
                    + " where o.series_id = s.id and s.step > ?"
                    + " order by p.step desc, p.timestamp desc, coalesce(nullif(p.value, 'NaN'), 0) desc"
                    + " limit 1)) p where s.run_seq = ? order by s.key";

    private static final String TAKEN_OVER =
            "update metric_series s set run_seq = null, charted = null where s.run_seq = ?"
                    + " and s.key in (select key from metric_series where run_seq = ?)"
                    + " returning id";

    private static final String WENT_ON =
            "insert into metric_series (run_seq, key, step, timestamp, value)"
                    + " select ?, key, step, timestamp, value from metric_series"
                    + " where id = any(?::bigint[]) order by key";

    /// What a past itself showed, the new series shows too.
    private static final String SHOWN =
            "insert into metric_past (series_id, source_id, up_to)"
                    + " select n.id, o.source_id, least(o.up_to, ?) from metric_series t"
                    + " join metric_series n on n.key = t.key and n.run_seq = ?"
                    + " join metric_source o on o.series_id = t.id where t.id = any(?::bigint[])";

    private final Database database;

    SharedPast(Database database) {
        this.database = database;
    }

    /// Within the caller's transaction, which holds the parent's row alone.
    ///
    /// @param child a run that has no metrics yet
    /// @param step the last one that is shared
    public void share(long parent, long child, long step) {
        database.query(
                Sql.of(
                        "select id from metric_series where run_seq = ? order by key for update",
                        parent),
                row -> row.getLong(1));
        database.update(Sql.of(LATEST, child, step, step, step, parent));
        List<Long> taken = database.query(Sql.of(TAKEN_OVER, parent, child), row -> row.getLong(1));
        if (taken.isEmpty()) {
            return;
        }
        Long[] past = taken.toArray(Long[]::new);
        database.update(Sql.of(WENT_ON, parent, past));
        database.update(Sql.of(SHOWN, Long.MAX_VALUE, parent, past));
        database.update(Sql.of(SHOWN, step, child, past));
        database.update(
                Sql.of(
                        "delete from metric_past where series_id = any(?::bigint[])",
                        (Object) past));
        database.update(
                Sql.of(
                        "delete from metric_block where series_id = any(?::bigint[])",
                        (Object) past));
    }
}
