package io.minimlops.tracker.sweep;

import io.minimlops.tracker.sweep.SweepPlan.Objective;
import io.minimlops.tracker.sweep.Trial.Progress;
import io.minimlops.tracker.sweep.search.Rungs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Keeps what trials came to at each rung, and says which of them are not worth going on with.
@ApplicationScoped
class EarlyStop {

    private final RungTable table;

    EarlyStop(RungTable table) {
        this.table = table;
    }

    boolean isHopeless(Sweep sweep, Trial trial, Progress progress) {
        Rungs rungs = sweep.plan().rungs();
        Objective metric = sweep.plan().metric();
        return rungs != null && metric != null && isHopeless(sweep, trial, progress, rungs, metric);
    }

    private boolean isHopeless(
            Sweep sweep, Trial trial, Progress progress, Rungs rungs, Objective metric) {
        SortedMap<Long, Double> known = table.reached(sweep.id(), trial.number());
        rungs.reached(progress.points())
                .filter(iteration -> !known.containsKey(iteration))
                .forEach(
                        iteration ->
                                table.reach(
                                        sweep.id(),
                                        trial,
                                        metric.name(),
                                        metric.goal(),
                                        iteration));
        SortedMap<Long, Double> losses = table.reached(sweep.id(), trial.number());
        if (losses.isEmpty()) {
            return false;
        }
        return rungs.strict()
                ? losses.entrySet().stream()
                        .anyMatch(it -> !goesOn(sweep, rungs, it.getKey(), it.getValue()))
                : !goesOn(sweep, rungs, losses.lastKey(), soFar(metric, progress.best()));
    }

    private boolean goesOn(Sweep sweep, Rungs rungs, long iteration, double loss) {
        return rungs.goesOn(loss, table.losses(sweep.id(), iteration));
    }

    private static double soFar(Objective metric, @Nullable Double best) {
        return best == null ? Double.POSITIVE_INFINITY : metric.goal().loss(best);
    }
}
