package io.minimlops.tracker.purge;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// The first step of a purge, one transaction: from then on nobody finds what is purged, and what
/// remains to be done is on record. What a run has little of is deleted here; its metrics and
/// files take longer and follow.
@ApplicationScoped
@Transactional
class Burial {

    private static final List<String> SMALL =
            List.of(
                    "param",
                    "run_tag",
                    "run_dataset",
                    "run_model_input",
                    "run_model_output",
                    "dataset_version_run");

    private final Database database;
    private final PurgeLedger ledger;

    Burial(Database database, PurgeLedger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /// Runs with what they made. Those that were taken out of the bin meanwhile stay, unless
    /// forced.
    String runs(Order order, List<String> runIds) {
        String id = ledger.open(order);
        Object ids = runIds.toArray(String[]::new);
        int buried =
                database.update(
                        Sql.of(
                                "insert into purge_item (purge_id, run_seq, name, artifact_uri)"
                                        + " select ?, seq, run_id, artifact_uri from (select * from run"
                                        + " where run_id = any(?::text[]) and (?::boolean or"
                                        + " lifecycle_stage = 'deleted') order by seq for update)"
                                        + " going",
                                id,
                                ids,
                                order.forced()));
        if (order.kind() == Kind.RUN && buried == 0) {
            throw notDeleted("run", order.subject());
        }
        models(id, Sql.of("source_run_id in (select name from purge_item where purge_id = ?)", id));
        forgetRuns(id);
        return id;
    }

    /// The experiment with its runs and models.
    String experiment(Order order, long experimentId) {
        int deleted =
                database.query(
                                Sql.of(
                                        "select from experiment where id = ? and (?::boolean or"
                                                + " lifecycle_stage = 'deleted') for update",
                                        experimentId,
                                        order.forced()),
                                _ -> true)
                        .size();
        if (deleted == 0) {
            throw notDeleted("experiment", order.subject());
        }
        String id = ledger.open(order);
        database.update(
                Sql.of(
                        "insert into purge_item (purge_id, run_seq, name, artifact_uri)"
                                + " select ?, seq, run_id, artifact_uri from (select * from run"
                                + " where experiment_id = ? order by seq for update) going",
                        id,
                        experimentId));
        models(id, Sql.of("experiment_id = ?", experimentId));
        forgetRuns(id);
        database.update(Sql.of("delete from experiment where id = ?", experimentId));
        return id;
    }

    private void models(String id, Sql which) {
        int models =
                database.update(
                        Sql.of(
                                        "insert into purge_item (purge_id, name, artifact_uri)"
                                                + " select ?, model_id, artifact_uri from logged_model"
                                                + " where ",
                                        id)
                                .add(which));
        database.update(
                Sql.of(
                        "delete from logged_model where model_id in (select name from purge_item"
                                + " where purge_id = ? and run_seq is null)",
                        id));
        database.update(Sql.of("update purge set models = ? where id = ?", models, id));
    }

    private void forgetRuns(String id) {
        for (String table : SMALL) {
            database.update(
                    Sql.of(
                            "delete from "
                                    + table
                                    + " where run_seq in (select run_seq from purge_item where"
                                    + " purge_id = ?)",
                            id));
        }
        database.update(
                Sql.of(
                        "update run set run_id = null, experiment_id = null where seq in (select"
                                + " run_seq from purge_item where purge_id = ?)",
                        id));
    }

    static ProblemException notDeleted(String kind, String id) {
        return new ProblemException(
                new Problem.Conflict(
                        "not-deleted",
                        "the %s %s is in use: delete it first, or say force=true"
                                .formatted(kind, id)));
    }
}
