package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.experiment.ExperimentView;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.sweep.Settlement.Settled;
import io.minimlops.tracker.sweep.TrialState.Running;
import io.minimlops.tracker.sweep.TrialState.StopCause;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The life of a sweep.
@ApplicationScoped
class Sweeps {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ExperimentCatalog experiments;
    private final SweepTable table;
    private final TrialTable trials;
    private final TrialRuns runs;
    private final Settlement settlement;
    private final Turns turns;
    private final SweepConfig config;

    Sweeps(
            ExperimentCatalog experiments,
            SweepTable table,
            TrialTable trials,
            TrialRuns runs,
            Settlement settlement,
            Turns turns,
            SweepConfig config) {
        this.experiments = experiments;
        this.table = table;
        this.trials = trials;
        this.runs = runs;
        this.settlement = settlement;
        this.turns = turns;
        this.config = config;
    }

    /// @param best absent when no trial has come to a value yet
    record Standing(Sweep sweep, Map<String, Long> trials, @Nullable Trial best) {}

    Standing create(ObjectNode document) {
        SweepPlan plan = new PlanReader(document, config).read(RANDOM.nextInt());
        document.put("seed", plan.seed());
        byte[] id = new byte[8];
        RANDOM.nextBytes(id);
        String sweepId = HexFormat.of().formatHex(id);
        return turns.transaction(() -> create(sweepId, document, plan));
    }

    private Standing create(String id, ObjectNode document, SweepPlan plan) {
        long experiment = experiment(document);
        String name =
                document.hasNonNull("name") ? document.get("name").textValue() : "sweep-" + id;
        long now = System.currentTimeMillis();
        Sweep sweep =
                new Sweep(
                        id,
                        name,
                        experiment,
                        runs.beginSweep(experiment, id, name),
                        document,
                        plan,
                        SweepState.RUNNING,
                        now,
                        now);
        table.insert(sweep);
        return new Standing(sweep, Map.of(), null);
    }

    /// The one with the id, or the one with the name, made when it is missing.
    private long experiment(ObjectNode document) {
        JsonNode id = document.get("experiment_id");
        if (id != null && !id.isNull()) {
            return experiments.open(ExperimentId.of(id.asText())).id();
        }
        JsonNode name =
                document.hasNonNull("experiment")
                        ? document.get("experiment")
                        : document.get("project");
        if (name == null || name.isNull()) {
            return ExperimentId.DEFAULT;
        }
        return experiments
                .named(name.textValue())
                .map(ExperimentView::id)
                .orElseGet(() -> experiments.create(name.textValue(), null, List.of()).id());
    }

    Standing get(String id) {
        return turns.transaction(id, () -> standing(settlement.settle(table.locked(id)).sweep()));
    }

    /// Trials under way go on, no other is given out.
    Standing pause(String id) {
        return move(
                id,
                sweep ->
                        switch (sweep.state()) {
                            case SweepState.Running running -> running.pause();
                            case SweepState.Paused paused -> paused;
                            case SweepState.Stopped _, SweepState.Finished _ -> throw over(sweep);
                        });
    }

    Standing resume(String id) {
        return move(
                id,
                sweep ->
                        switch (sweep.state()) {
                            case SweepState.Running running -> running;
                            case SweepState.Paused paused -> paused.resume();
                            case SweepState.Stopped _, SweepState.Finished _ -> throw over(sweep);
                        });
    }

    /// Trials under way are told to stop when their agents next report.
    Standing stop(String id) {
        return turns.transaction(
                id,
                () -> {
                    Settled settled = settlement.settle(table.locked(id));
                    Sweep sweep = settled.sweep();
                    return switch (sweep.state()) {
                        case SweepState.Running running -> stop(settled, running.stop());
                        case SweepState.Paused paused -> stop(settled, paused.stop());
                        case SweepState.Stopped _ -> standing(sweep);
                        case SweepState.Finished _ -> throw over(sweep);
                    };
                });
    }

    private Standing stop(Settled settled, SweepState.Stopped state) {
        Sweep stopped = settled.sweep().in(state);
        settlement.cancelWaiting(stopped, settled.open());
        for (Trial trial : settled.open()) {
            if (trial.state() instanceof Running running) {
                trials.update(
                        stopped.id(),
                        trial.in(running.tellToStop(StopCause.SWEEP), System.currentTimeMillis()));
            }
        }
        table.move(stopped);
        runs.end(stopped.runId(), RunStatus.KILLED);
        return standing(stopped);
    }

    private Standing move(String id, Function<Sweep, SweepState> to) {
        return turns.transaction(
                id,
                () -> {
                    Sweep sweep = settlement.settle(table.locked(id)).sweep();
                    Sweep moved = sweep.in(to.apply(sweep));
                    table.move(moved);
                    return standing(moved);
                });
    }

    Standing standing(Sweep sweep) {
        SweepPlan.Objective metric = sweep.plan().metric();
        return new Standing(
                sweep,
                trials.countByState(sweep.id()),
                metric == null ? null : trials.best(sweep.id(), metric.goal()).orElse(null));
    }

    private static ProblemException over(Sweep sweep) {
        return new ProblemException(
                new Problem.Conflict(
                        "sweep-over", "sweep " + sweep.id() + " is " + sweep.state().word()));
    }
}
