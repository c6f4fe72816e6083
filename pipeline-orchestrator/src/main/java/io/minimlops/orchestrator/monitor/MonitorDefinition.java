package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.canary.CanaryRule;
import io.minimlops.orchestrator.drift.DriftPolicy;
import io.minimlops.orchestrator.drift.DriftThresholds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a monitor is told.
///
/// @param lateness a window closes when an event this much later than its end was seen
/// @param include columns that are watched; empty for all of the model's
/// @param exclude columns that are not
/// @param canary null when canaries are nobody's business
public record MonitorDefinition(
        String name,
        String model,
        PipelineCall pipeline,
        WindowPlan windows,
        Duration lateness,
        List<String> include,
        List<String> exclude,
        DriftThresholds thresholds,
        DriftPolicy policy,
        @Nullable CanaryPolicy canary) {

    /// What is started when drift is found.
    public record PipelineCall(String name, Map<String, Object> parameters) {}

    /// What is done with a canary that is found worse, or not worse.
    public record CanaryPolicy(
            CanaryRule rule, boolean rollBackWhenWorse, boolean promoteWhenBetter) {}

    boolean watches(String column) {
        return (include.isEmpty() || include.contains(column)) && !exclude.contains(column);
    }
}
