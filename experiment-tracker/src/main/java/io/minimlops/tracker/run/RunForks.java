package io.minimlops.tracker.run;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.metric.SharedPast;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// Goes on from a run: in a new one, from any step, or in the run itself. Each method is one
/// transaction.
@ApplicationScoped
@Transactional
public class RunForks {

    private static final List<String> TAKEN_OVER =
            List.of(
                    "insert into param (run_seq, key, value)"
                            + " select ?, key, value from param where run_seq = ?",
                    "insert into run_dataset (run_seq, dataset_id, context, tags)"
                            + " select ?, dataset_id, context, tags from run_dataset where run_seq = ?",
                    "insert into run_model_input (run_seq, model_id)"
                            + " select ?, model_id from run_model_input where run_seq = ?");

    private final RunCatalog catalog;
    private final RunContents contents;
    private final SharedPast past;
    private final RunEvents events;
    private final Database database;

    RunForks(
            RunCatalog catalog,
            RunContents contents,
            SharedPast past,
            RunEvents events,
            Database database) {
        this.catalog = catalog;
        this.contents = contents;
        this.past = past;
        this.events = events;
        this.database = database;
    }

    /// A running run with the other's parameters, tags, inputs, and metrics up to the step.
    public TrackedRun fork(String runId, Fork fork) {
        Run parent = active(runId);
        TrackedRun shown = contents.of(parent.seq(), parent.view());
        String childId =
                catalog.create(fork.of(shown.run(), shown.tags(), System.currentTimeMillis()))
                        .run()
                        .runId();
        Run child = Run.get(childId);
        TAKEN_OVER.forEach(
                statement -> database.update(Sql.of(statement, child.seq(), parent.seq())));
        past.share(parent.seq(), child.seq(), fork.step());
        return contents.of(child.seq(), child.view());
    }

    /// The run runs again; one that does already goes on.
    public TrackedRun resume(String runId) {
        Run run = active(runId);
        run.status = RunStatus.RUNNING;
        run.endedAt = null;
        events.resumed(run.view());
        return contents.of(run.seq(), run.view());
    }

    private static Run active(String runId) {
        Run run = Run.locked(runId);
        Stage stage = Stage.of(run.stage);
        if (stage != Stage.ACTIVE) {
            throw new Refusal.WrongState(RunAccess.inactivity(runId, stage));
        }
        return run;
    }
}
