package io.minimlops.tracker.run;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;

/// Opens runs for writing: only active ones, and until the transaction ends nobody takes the row
/// away.
@ApplicationScoped
class RunAccess {

    private final Database database;

    RunAccess(Database database) {
        this.database = database;
    }

    /// Many writers may hold a run open at once.
    Open open(String runId) {
        return open(runId, "for key share");
    }

    /// One writer at a time, for what is read first and written then.
    Open openAlone(String runId) {
        return open(runId, "for no key update");
    }

    private Open open(String runId, String lock) {
        record Found(Open open, Stage stage) {}
        Found found =
                database.first(
                                Sql.of(
                                        "select seq, experiment_id, lifecycle_stage from run where run_id = ? "
                                                + lock,
                                        runId),
                                row ->
                                        new Found(
                                                new Open(runId, row.getLong(1), row.getLong(2)),
                                                Stage.of(row.getString(3))))
                        .orElseThrow(() -> missing(runId));
        requireActive(runId, found.stage());
        return found.open();
    }

    static void requireActive(String runId, Stage stage) {
        if (stage != Stage.ACTIVE) {
            throw inactive(runId, stage);
        }
    }

    static Refusal.Invalid inactive(String runId, Stage stage) {
        return new Refusal.Invalid(inactivity(runId, stage));
    }

    static String inactivity(String runId, Stage stage) {
        return "The run %s must be in the 'active' state. Current state is %s."
                .formatted(runId, stage.word());
    }

    static Refusal.NotFound missing(String runId) {
        return new Refusal.NotFound("Run with id=" + runId + " not found");
    }

    /// A run that may be written to.
    record Open(String runId, long seq, long experimentId) {}
}
