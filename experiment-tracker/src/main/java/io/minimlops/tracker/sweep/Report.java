package io.minimlops.tracker.sweep;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.sweep.SweepPlan.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A word from an agent.
///
/// @param attempt the one it was given
/// @param metrics by name
/// @param state absent or running while the trial goes on
record Report(
        int attempt,
        Map<String, Double> metrics,
        @Nullable Double value,
        @Nullable Long step,
        @Nullable RunStatus state) {

    static Report heartbeat(int attempt) {
        return new Report(attempt, Map.of(), null, null, null);
    }

    boolean isLast() {
        return state != null && state.isOver();
    }

    long stepOr(long otherwise) {
        return step == null ? otherwise : step;
    }

    List<MetricPoint> points(@Nullable Objective metric, long at, long now) {
        List<MetricPoint> points = new ArrayList<>();
        if (value != null && metric == null) {
            throw new ProblemException(
                    new Problem.Invalid("value: the sweep names no metric; send metrics"));
        }
        if (value != null && metric != null) {
            points.add(MetricPoint.checked("", metric.name(), value, now, at));
        }
        metrics.forEach(
                (name, number) ->
                        points.add(MetricPoint.checked("metrics.", name, number, now, at)));
        return points;
    }
}
