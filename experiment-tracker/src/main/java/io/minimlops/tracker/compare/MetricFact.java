package io.minimlops.tracker.compare;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.TrackedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The latest value of a metric in each run, and how far each is from the first run's.
///
/// @param values one a run; absent where a run does not have the metric
/// @param steps at which step the value was logged, one a run
/// @param differences value minus the first run's; absent where either is missing or no number
/// @param relativeDifferences the difference as a share of the first run's value; absent when that
///     is zero
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record MetricFact(
        String key,
        Agreement agreement,
        List<@Nullable Double> values,
        List<@Nullable Long> steps,
        List<@Nullable Double> differences,
        List<@Nullable Double> relativeDifferences) {

    static List<MetricFact> of(List<TrackedRun> runs) {
        TreeSet<String> keys = new TreeSet<>();
        runs.forEach(run -> run.metrics().forEach(metric -> keys.add(metric.key())));
        return keys.stream().map(key -> of(key, runs)).toList();
    }

    private static MetricFact of(String key, List<TrackedRun> runs) {
        List<@Nullable Double> values = new ArrayList<>();
        List<@Nullable Long> steps = new ArrayList<>();
        for (TrackedRun run : runs) {
            MetricPoint point = latest(key, run);
            values.add(point == null ? null : Double.valueOf(point.value()));
            steps.add(point == null ? null : Long.valueOf(point.step()));
        }
        @Nullable Double first = values.getFirst();
        List<@Nullable Double> differences =
                values.stream().<@Nullable Double>map(it -> difference(first, it)).toList();
        List<@Nullable Double> shares =
                differences.stream().<@Nullable Double>map(it -> share(first, it)).toList();
        return new MetricFact(key, Agreement.of(values), values, steps, differences, shares);
    }

    private static @Nullable MetricPoint latest(String key, TrackedRun run) {
        return run.metrics().stream()
                .filter(point -> point.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double difference(@Nullable Double from, @Nullable Double to) {
        return from == null || to == null ? null : number(to - from);
    }

    private static @Nullable Double share(@Nullable Double first, @Nullable Double difference) {
        return first == null || difference == null || first == 0
                ? null
                : number(difference / Math.abs(first));
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
