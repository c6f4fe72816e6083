package io.minimlops.tracker.sweep;

import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.sweep.SweepPlan.Objective;
import io.minimlops.tracker.sweep.Trial.Progress;
import io.minimlops.tracker.sweep.TrialRuns.Fate;
import io.minimlops.tracker.sweep.TrialState.Ended;
import io.minimlops.tracker.sweep.TrialState.Running;
import io.minimlops.tracker.sweep.TrialState.StopCause;
import io.minimlops.tracker.sweep.TrialState.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Brings a sweep and its open trials up to date with what happened to their runs and with the
/// clock. Nothing happens to a sweep between two calls, so this is done at the start of each.
@ApplicationScoped
class Settlement {

    private final SweepTable sweeps;
    private final TrialTable trials;
    private final TrialRuns runs;
    private final RungTable logged;
    private final EarlyStop earlyStop;
    private final SweepMeters meters;

    Settlement(
            SweepTable sweeps,
            TrialTable trials,
            TrialRuns runs,
            RungTable logged,
            EarlyStop earlyStop,
            SweepMeters meters) {
        this.sweeps = sweeps;
        this.trials = trials;
        this.runs = runs;
        this.logged = logged;
        this.earlyStop = earlyStop;
        this.meters = meters;
    }

    /// @param open the trials that are still open, by number
    record Settled(Sweep sweep, List<Trial> open) {}

    /// Call with the sweep locked.
    Settled settle(Sweep sweep) {
        List<Trial> open = trials.open(sweep.id());
        Map<String, Fate> fates = runs.fates(open.stream().map(Trial::runId).toList());
        List<Trial> stillOpen = new ArrayList<>();
        for (Trial trial : open) {
            Trial settled = settle(sweep, trial, fates.getOrDefault(trial.runId(), Fate.LOST));
            if (!(settled.state() instanceof Ended)) {
                stillOpen.add(settled);
            }
        }
        if (sweep.state() instanceof SweepState.Running running && hasReachedTarget(sweep)) {
            return finish(sweep, running, stillOpen);
        }
        boolean over = stillOpen.isEmpty() && trials.count(sweep.id()) >= sweep.plan().trials();
        return over && sweep.state() instanceof SweepState.Running running
                ? finish(sweep, running, stillOpen)
                : new Settled(sweep, List.copyOf(stillOpen));
    }

    /// What became of one trial; kept when it changed.
    Trial settle(Sweep sweep, Trial trial, Fate fate) {
        if (!(trial.state() instanceof Running running)) {
            return trial;
        }
        long now = System.currentTimeMillis();
        Trial settled =
                switch (fate) {
                    case WELL -> looked(sweep, trial).in(running.end(true), now);
                    case BADLY, LOST -> looked(sweep, trial).in(running.end(false), now);
                    case GOING ->
                            now < running.until()
                                    ? trial
                                    : fallenSilent(sweep, trial, running, now);
                };
        if (settled != trial) {
            trials.update(sweep.id(), settled);
            meters.moved(settled.state());
        }
        return settled;
    }

    /// An agent that only logs metrics is heard by them.
    private Trial fallenSilent(Sweep sweep, Trial trial, Running running, long now) {
        Trial looked = looked(sweep, trial);
        if (looked.points() > trial.points()) {
            return looked.in(running.heard(now + sweep.plan().leaseSeconds() * 1000L), now);
        }
        runs.end(trial.runId(), RunStatus.KILLED);
        return looked.in(running.lapse(trial.attempt() < sweep.plan().attempts()), now);
    }

    /// The trial with what its run has logged, told to stop when that is not good enough.
    Trial looked(Sweep sweep, Trial trial) {
        Objective metric = sweep.plan().metric();
        Progress progress =
                metric == null
                        ? Progress.NONE
                        : logged.progress(trial.runId(), metric.name(), metric.goal());
        Trial seen = trial.seen(logged.points(trial.runId()), progress.best());
        return seen.state() instanceof Running running
                        && running.stop() == null
                        && earlyStop.isHopeless(sweep, seen, progress)
                ? seen.in(running.tellToStop(StopCause.EARLY), System.currentTimeMillis())
                : seen;
    }

    private boolean hasReachedTarget(Sweep sweep) {
        Objective metric = sweep.plan().metric();
        Double target = metric == null ? null : metric.target();
        if (metric == null || target == null) {
            return false;
        }
        return trials.best(sweep.id(), metric.goal())
                .map(Trial::value)
                .filter(value -> metric.goal().reaches(value, target))
                .isPresent();
    }

    /// Trials under way may end, waiting ones need not begin.
    private Settled finish(Sweep sweep, SweepState.Running state, List<Trial> open) {
        Sweep finished = sweep.in(state.finish());
        cancelWaiting(sweep, open);
        sweeps.move(finished);
        runs.end(sweep.runId(), RunStatus.FINISHED);
        return new Settled(finished, open.stream().filter(Settlement::isRunning).toList());
    }

    void cancelWaiting(Sweep sweep, List<Trial> open) {
        for (Trial trial : open) {
            if (trial.state() instanceof Waiting waiting) {
                Trial canceled = trial.in(waiting.cancel(), System.currentTimeMillis());
                trials.update(sweep.id(), canceled);
                meters.moved(canceled.state());
            }
        }
    }

    private static boolean isRunning(Trial trial) {
        return trial.state() instanceof Running;
    }
}
