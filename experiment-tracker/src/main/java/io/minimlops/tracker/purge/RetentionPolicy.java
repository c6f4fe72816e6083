package io.minimlops.tracker.purge;

import io.minimlops.tracker.artifact.MultipartUploads;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/// The policy in force, and its application.
@ApplicationScoped
class RetentionPolicy {

    private static final Logger LOG = Logger.getLogger(RetentionPolicy.class);
    private static final String ACTOR = "retention";

    private final Database database;
    private final Purges purges;
    private final MultipartUploads uploads;

    RetentionPolicy(Database database, Purges purges, MultipartUploads uploads) {
        this.database = database;
        this.purges = purges;
        this.uploads = uploads;
    }

    Retention get() {
        return database.query(
                        Sql.of("select * from retention"),
                        row ->
                                new Retention(
                                        row.getString("deleted_runs_after"),
                                        row.getString("abandoned_uploads_after")))
                .getFirst();
    }

    void set(Retention retention, String actor) {
        database.update(
                Sql.of(
                        "update retention set deleted_runs_after = ?, abandoned_uploads_after = ?,"
                                + " actor = ?, changed_at = ?",
                        retention.deletedRunsAfter(),
                        retention.abandonedUploadsAfter(),
                        actor,
                        System.currentTimeMillis()));
    }

    /// Purges and aborts what is too old now.
    void apply(Instant now) {
        Retention retention = get();
        String runs = retention.deletedRunsAfter();
        if (runs != null) {
            Instant limit = Retention.limit(runs, now);
            if (!purges.deletedBefore(List.of(), limit).isEmpty()) {
                purges.deletedBefore(Kind.RETENTION, List.of(), limit, ACTOR);
            }
        }
        String abandoned = retention.abandonedUploadsAfter();
        if (abandoned != null) {
            int aborted = uploads.abortBegunBefore(Retention.limit(abandoned, now));
            if (aborted > 0) {
                LOG.infof("%d uploads that nobody completed were aborted", aborted);
            }
        }
    }
}
