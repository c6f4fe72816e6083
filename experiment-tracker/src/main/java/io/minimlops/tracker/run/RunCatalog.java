package io.minimlops.tracker.run;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The life of a run. Each method is one transaction.
@ApplicationScoped
@Transactional
public class RunCatalog {

    private final ExperimentCatalog experiments;
    private final RunTags tags;
    private final RunParams params;
    private final RunContents contents;
    private final RunEvents events;

    RunCatalog(
            ExperimentCatalog experiments,
            RunTags tags,
            RunParams params,
            RunContents contents,
            RunEvents events) {
        this.experiments = experiments;
        this.tags = tags;
        this.params = params;
        this.contents = contents;
        this.events = events;
    }

    public TrackedRun create(NewRun asked) {
        return create(asked, List.of());
    }

    /// A run that has its parameters from the beginning.
    public TrackedRun create(NewRun asked, List<Param> given) {
        ExperimentView experiment = experiments.open(asked.experimentId());
        Run run = new Run();
        run.runId = UUID.randomUUID().toString().replace("-", "");
        run.experimentId = experiment.id();
        run.name = asked.name();
        run.user = asked.user();
        run.startedAt = asked.startedAt();
        run.artifactUri = experiment.artifactLocation() + "/" + run.runId + "/artifacts";
        run.persistAndFlush();
        tags.set(run.seq(), asked.tags());
        log(run, given);
        events.created(run.view());
        return contents.of(run.seq(), run.view());
    }

    private void log(Run run, List<Param> given) {
        LogWrite write =
                new LogWrite(run.runId, new RunLog.Batch(List.of(), given, List.of(), List.of()));
        var open = new RunAccess.Open(run.runId, run.seq(), run.experimentId);
        for (Refusal refusal : params.log(Map.of(write, open)).values()) {
            throw refusal;
        }
    }

    /// Deleted ones too.
    public TrackedRun get(String runId) {
        Run run = Run.get(runId);
        return contents.of(run.seq(), run.view());
    }

    /// The run without what was logged to it; deleted ones too.
    public RunView view(String runId) {
        return Run.get(runId).view();
    }

    public RunView update(String runId, RunChange change) {
        Run run = Run.locked(runId);
        RunAccess.requireActive(runId, Stage.of(run.stage));
        boolean ends =
                change.status() != null
                        && change.status().isOver()
                        && change.status() != run.status;
        run.status = Objects.requireNonNullElse(change.status(), run.status);
        run.endedAt = change.endedAt() == null ? run.endedAt : change.endedAt();
        if (change.name() != null && !change.name().isEmpty()) {
            run.name = Names.truncated(Names.RUN_TAG_VALUE, "run_name", change.name());
            tags.set(run.seq(), List.of(new Tag(RunTags.NAME, run.name)));
        }
        if (ends) {
            events.finished(run.view());
        }
        return run.view();
    }

    /// To the bin; a run that lies there already stays.
    public void delete(String runId) {
        move(runId, Stage.DELETED);
    }

    public void restore(String runId) {
        move(runId, Stage.ACTIVE);
    }

    private static void move(String runId, Stage to) {
        Run run = Run.locked(runId);
        if (Stage.of(run.stage) != to) {
            run.stage = to.word();
            run.deletedAt = to == Stage.DELETED ? System.currentTimeMillis() : null;
        }
    }
}
