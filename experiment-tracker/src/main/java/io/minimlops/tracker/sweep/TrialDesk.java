package io.minimlops.tracker.sweep;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.sweep.Settlement.Settled;
import io.minimlops.tracker.sweep.SweepPlan.Objective;
import io.minimlops.tracker.sweep.TrialRuns.Fate;
import io.minimlops.tracker.sweep.TrialState.Ended;
import io.minimlops.tracker.sweep.TrialState.Running;
import io.minimlops.tracker.sweep.TrialState.Waiting;
import io.minimlops.tracker.sweep.search.Observation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Gives trials to agents and takes their reports.
@ApplicationScoped
class TrialDesk {

    private final SweepTable sweeps;
    private final TrialTable trials;
    private final RungTable logged;
    private final TrialRuns runs;
    private final Settlement settlement;
    private final Turns turns;
    private final SweepMeters meters;

    TrialDesk(
            SweepTable sweeps,
            TrialTable trials,
            RungTable logged,
            TrialRuns runs,
            Settlement settlement,
            Turns turns,
            SweepMeters meters) {
        this.sweeps = sweeps;
        this.trials = trials;
        this.logged = logged;
        this.runs = runs;
        this.settlement = settlement;
        this.turns = turns;
        this.meters = meters;
    }

    Next next(String sweepId, String agent) {
        return turns.transaction(
                sweepId,
                () -> {
                    Settled settled = settlement.settle(sweeps.locked(sweepId));
                    return switch (settled.sweep().state()) {
                        case SweepState.Running _ -> next(settled, agent);
                        case SweepState.Paused _ -> new Next.Wait();
                        case SweepState.Stopped _, SweepState.Finished _ -> new Next.Done();
                    };
                });
    }

    private Next next(Settled settled, String agent) {
        Sweep sweep = settled.sweep();
        Optional<Trial> returned =
                settled.open().stream().filter(it -> it.state() instanceof Waiting).findFirst();
        if (returned.isPresent()) {
            return new Next.Take(sweep, giveAgain(sweep, returned.get(), agent));
        }
        long number = trials.count(sweep.id()) + 1;
        return number > sweep.plan().trials()
                ? new Next.Wait()
                : new Next.Take(sweep, giveNew(settled, number, agent));
    }

    private Trial giveAgain(Sweep sweep, Trial trial, String agent) {
        logged.forget(sweep.id(), trial.number());
        String run = runs.begin(sweep, trial.number(), trial.attempt() + 1, agent, trial.params());
        Trial given = trial.given(lease(sweep, agent), run, System.currentTimeMillis());
        trials.update(sweep.id(), given);
        meters.given();
        return given;
    }

    private Trial giveNew(Settled settled, long number, String agent) {
        Sweep sweep = settled.sweep();
        SequencedMap<String, Object> params = params(settled, number);
        String run = runs.begin(sweep, number, 1, agent, params);
        Trial given =
                new Trial(
                        number,
                        params,
                        lease(sweep, agent),
                        1,
                        run,
                        agent,
                        0,
                        null,
                        System.currentTimeMillis(),
                        null);
        trials.insert(sweep.id(), given);
        meters.given();
        return given;
    }

    private SequencedMap<String, Object> params(Settled settled, long number) {
        SweepPlan plan = settled.sweep().plan();
        Objective metric = plan.metric();
        List<Observation> finished =
                plan.learns() && metric != null
                        ? trials.observations(settled.sweep().id(), metric.goal())
                        : List.of();
        List<Map<String, Object>> running = new ArrayList<>();
        settled.open().forEach(trial -> running.add(trial.params()));
        return plan.trial(number - 1, finished, running);
    }

    private static Running lease(Sweep sweep, String agent) {
        return new Waiting().give(agent, leaseEnd(sweep));
    }

    private static long leaseEnd(Sweep sweep) {
        return System.currentTimeMillis() + sweep.plan().leaseSeconds() * 1000L;
    }

    /// The trial as it is now, whoever asks.
    Trial look(String sweepId, long number) {
        return turns.transaction(
                sweepId,
                () -> {
                    Sweep sweep = sweeps.locked(sweepId);
                    Trial trial = trials.get(sweepId, number);
                    Trial settled = settlement.settle(sweep, trial, runs.fate(trial.runId()));
                    return settled.state() instanceof Running
                            ? keep(sweep, settled, settlement.looked(sweep, settled))
                            : settled;
                });
    }

    /// Takes a report and answers whether the agent is to go on. A report that was taken before is
    /// taken again and changes nothing.
    Trial report(String sweepId, long number, Report report) {
        return turns.alone(
                sweepId,
                () -> {
                    Heard heard = turns.transaction(() -> hear(sweepId, number, report));
                    if (heard.trial().state() instanceof Ended) {
                        return heard.trial();
                    }
                    if (!heard.points().isEmpty()) {
                        runs.log(heard.trial().runId(), heard.points());
                    }
                    return turns.transaction(() -> take(sweepId, number, report));
                });
    }

    /// @param points those that the run does not have yet
    private record Heard(Trial trial, List<MetricPoint> points) {}

    private Heard hear(String sweepId, long number, Report report) {
        Sweep sweep = sweeps.get(sweepId);
        Trial trial = requireHeld(trials.get(sweepId, number), report);
        long step = report.stepOr(trial.points());
        return new Heard(
                trial,
                report.points(sweep.plan().metric(), step, System.currentTimeMillis()).stream()
                        .filter(it -> !logged.has(trial.runId(), it.key(), it.step(), it.value()))
                        .toList());
    }

    private Trial take(String sweepId, long number, Report report) {
        Sweep sweep = sweeps.locked(sweepId);
        Trial trial = requireHeld(trials.get(sweepId, number), report);
        if (!(trial.state() instanceof Running running)) {
            return trial;
        }
        Trial heard =
                settlement.looked(
                        sweep,
                        trial.in(running.heard(leaseEnd(sweep)), System.currentTimeMillis()));
        RunStatus status = report.state();
        Fate fate =
                status != null && status.isOver()
                        ? runs.end(trial.runId(), status)
                        : runs.fate(trial.runId());
        Trial settled = settlement.settle(sweep, heard, fate);
        Trial kept = keep(sweep, trial, settled);
        if (kept.state() instanceof Ended) {
            settlement.settle(sweep);
        }
        return kept;
    }

    private Trial keep(Sweep sweep, Trial before, Trial now) {
        if (!now.equals(before)) {
            trials.update(sweep.id(), now);
        }
        return now;
    }

    /// @throws ProblemException when the reporter's attempt is not the one that counts
    private static Trial requireHeld(Trial trial, Report report) {
        boolean latest = trial.attempt() == report.attempt();
        if (!latest || trial.state() instanceof Waiting) {
            throw conflict(
                    "lost-lease",
                    "attempt %d at trial %d was taken away when its lease ended"
                            .formatted(report.attempt(), trial.number()));
        }
        boolean over = trial.state() instanceof Ended;
        if (over && !report.isLast()) {
            throw conflict("trial-over", "trial " + trial.number() + " is over");
        }
        return trial;
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(new Problem.Conflict(code, detail));
    }
}
