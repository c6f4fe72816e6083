package io.minimlops.tracker.purge;

import io.minimlops.tracker.artifact.Removed;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The records of purges.
@ApplicationScoped
class PurgeLedger {

    private final Database database;

    PurgeLedger(Database database) {
        this.database = database;
    }

    /// @return the purge's id
    String open(Order order) {
        String id = UUID.randomUUID().toString().replace("-", "");
        database.update(
                Sql.of(
                        "insert into purge (id, kind, subject, actor, forced, state, requested_at,"
                                + " kept) values (?, ?, ?, ?, ?, 'RUNNING', ?, ?::text[])",
                        id,
                        order.kind().name(),
                        order.subject(),
                        order.actor(),
                        order.forced(),
                        System.currentTimeMillis(),
                        order.kept().toArray(String[]::new)));
        return id;
    }

    void took(String id, Removed files) {
        database.update(
                Sql.of(
                        "update purge set files = files + ?, bytes = bytes + ?, trouble = null"
                                + " where id = ?",
                        files.files(),
                        files.bytes(),
                        id));
    }

    void tookPoints(String id, int points) {
        database.update(Sql.of("update purge set points = points + ? where id = ?", points, id));
    }

    void tookRun(String id) {
        database.update(Sql.of("update purge set runs = runs + 1 where id = ?", id));
    }

    void leftElsewhere(String id) {
        database.update(Sql.of("update purge set elsewhere = elsewhere + 1 where id = ?", id));
    }

    void troubled(String id, String why) {
        database.update(Sql.of("update purge set trouble = ? where id = ?", why, id));
    }

    /// Closes the purges of which nothing is left.
    void closeFinished() {
        database.update(
                Sql.of(
                        "update purge p set state = 'DONE', finished_at = ?, trouble = null where"
                                + " state = 'RUNNING' and not exists (select from purge_item i where"
                                + " i.purge_id = p.id)",
                        System.currentTimeMillis()));
    }

    Optional<PurgeView> find(String id) {
        return database.first(Sql.of("select * from purge where id = ?", id), PurgeLedger::view);
    }

    /// Newest first.
    List<PurgeView> newest(int most) {
        return database.query(
                Sql.of("select * from purge order by requested_at desc, id limit ?", most),
                PurgeLedger::view);
    }

    private static PurgeView view(ResultSet row) throws SQLException {
        long finished = row.getLong("finished_at");
        Array kept = row.getArray("kept");
        return new PurgeView(
                row.getString("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("actor"),
                row.getBoolean("forced"),
                PurgeView.State.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("requested_at")),
                finished == 0 ? null : Instant.ofEpochMilli(finished),
                row.getLong("runs"),
                row.getLong("models"),
                row.getLong("points"),
                row.getLong("files"),
                row.getLong("bytes"),
                List.of((String[]) kept.getArray()),
                row.getLong("elsewhere"),
                row.getString("trouble"));
    }
}
