package io.minimlops.tracker.purge;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.run.RunCatalog;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Begins purges. What registered model versions were made from is left alone, unless forced.
@ApplicationScoped
class Purges {

    /// Runs of one purge by conditions; there may be more.
    static final int MOST_RUNS = 5000;

    private static final int MOST_NAMED = 10;

    private final RunCatalog runs;
    private final ExperimentCatalog experiments;
    private final Database database;
    private final RunsInUse inUse;
    private final Burial burial;
    private final PurgeLedger ledger;

    Purges(
            RunCatalog runs,
            ExperimentCatalog experiments,
            Database database,
            RunsInUse inUse,
            Burial burial,
            PurgeLedger ledger) {
        this.runs = runs;
        this.experiments = experiments;
        this.database = database;
        this.inUse = inUse;
        this.burial = burial;
        this.ledger = ledger;
    }

    PurgeView run(String runId, String actor, boolean force) {
        if (runs.view(runId).stage() != Stage.DELETED && !force) {
            throw Burial.notDeleted("run", runId);
        }
        if (!force) {
            refuseInUse(List.of(runId));
        }
        Order order = new Order(Kind.RUN, runId, actor, force, List.of());
        return view(burial.runs(order, List.of(runId)));
    }

    PurgeView experiment(long id, String actor, boolean force) {
        if (id == ExperimentId.DEFAULT) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "default-experiment", "the default experiment cannot be purged"));
        }
        if (experiments.get(id).stage() != Stage.DELETED && !force) {
            throw Burial.notDeleted("experiment", Long.toString(id));
        }
        if (!force) {
            refuseInUse(
                    database.query(
                            Sql.of("select run_id from run where experiment_id = ?", id),
                            row -> row.getString(1)));
        }
        Order order = new Order(Kind.EXPERIMENT, Long.toString(id), actor, force, List.of());
        return view(burial.experiment(order, id));
    }

    /// Deleted runs of some experiments, or of all when none is named.
    PurgeView deletedBefore(Kind kind, List<Long> experimentIds, Instant before, String actor) {
        List<String> found = deletedBefore(experimentIds, before);
        Set<String> used = inUse.among(found);
        List<String> going = new ArrayList<>(found);
        going.removeAll(used);
        String subject =
                "deleted before "
                        + before
                        + (experimentIds.isEmpty() ? "" : " in experiments " + experimentIds);
        Order order = new Order(kind, subject, actor, false, List.copyOf(used));
        return view(burial.runs(order, going));
    }

    List<String> deletedBefore(List<Long> experimentIds, Instant before) {
        return database.query(
                Sql.of(
                        "select run_id from run where lifecycle_stage = 'deleted' and deleted_time"
                                + " < ? and experiment_id is not null and (?::boolean or experiment_id"
                                + " = any(?::bigint[])) order by deleted_time limit ?",
                        before.toEpochMilli(),
                        experimentIds.isEmpty(),
                        experimentIds.toArray(Long[]::new),
                        MOST_RUNS),
                row -> row.getString(1));
    }

    PurgeView view(String id) {
        return ledger.find(id)
                .orElseThrow(() -> new Refusal.NotFound("No purge with id=" + id + " exists"));
    }

    private void refuseInUse(List<String> runIds) {
        Set<String> used = inUse.among(runIds);
        if (!used.isEmpty()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "registered",
                            "registered model versions were made from %d of these runs (%s): delete the versions first, or say force=true"
                                    .formatted(
                                            used.size(),
                                            String.join(
                                                    ", ",
                                                    used.stream().limit(MOST_NAMED).toList()))));
        }
    }
}
