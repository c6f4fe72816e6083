package io.minimlops.tracker.purge;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What purges still have to take away. Each method is one transaction, so that a crash leaves a
/// purge between two of them.
@ApplicationScoped
@Transactional
class Remains {

    private static final int AT_ONCE = 100;

    /// Points of the run's own series; those it shares with forks belong to no run, and stay for as
    /// long as a fork shows them.
    private static final String POINTS =
            "delete from metric_point where ctid = any(array(select p.ctid from metric_point p"
                    + " join metric_series s on s.id = p.series_id where s.run_seq = ? limit ?))";

    private final Database database;
    private final PurgeLedger ledger;
    private final PurgeConfig config;

    Remains(Database database, PurgeLedger ledger, PurgeConfig config) {
        this.database = database;
        this.ledger = ledger;
        this.config = config;
    }

    /// Runs that still have rows.
    List<Item> withRows() {
        return items("run_seq is not null", 0);
    }

    /// Items of which only files are left, after the one given.
    List<Item> withFiles(long after) {
        return items("run_seq is null", after);
    }

    /// Deletes some of a run's rows.
    ///
    /// @return whether there may be more
    boolean deleteRows(Item run) {
        int points = database.update(Sql.of(POINTS, run.runSeq(), config.pointsPerStep()));
        if (points > 0) {
            ledger.tookPoints(run.purgeId(), points);
            return true;
        }
        database.update(Sql.of("delete from run where seq = ?", run.runSeq()));
        database.update(Sql.of("update purge_item set run_seq = null where id = ?", run.id()));
        ledger.tookRun(run.purgeId());
        return false;
    }

    /// Its files are gone, or are not ours to delete.
    void close(Item item) {
        database.update(Sql.of("delete from purge_item where id = ?", item.id()));
    }

    private List<Item> items(String which, long after) {
        return database.query(
                Sql.of(
                        "select * from purge_item where "
                                + which
                                + " and id > ? order by id limit ?",
                        after,
                        AT_ONCE),
                Remains::item);
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getString("purge_id"),
                row.getLong("run_seq"),
                row.getString("name"),
                row.getString("artifact_uri"));
    }

    /// @param runSeq 0 when no rows are left
    /// @param name the run's or model's id
    record Item(long id, String purgeId, long runSeq, String name, String artifactUri) {}
}
