package io.minimlops.gateway.deployment.spec;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a wish for a rollout must keep to.
final class RolloutRules {

    private static final Duration LONGEST = Duration.ofDays(30);

    private RolloutRules() {}

    static void check(Rollout rollout, Violations found) {
        if (rollout.version() == null || rollout.version().isBlank()) {
            found.say(".version", "must name a version");
        }
        steps(rollout.stepsOrStandard(), found);
        found.within(".interval", rollout.interval(), Duration.ZERO, LONGEST);
        found.within(".latencyFloor", rollout.latencyFloor(), Duration.ZERO, LONGEST);
        counts(".minRequests", rollout.minRequests(), found);
        found.within(".maxErrorRate", rollout.maxErrorRate(), 0, 1);
        found.within(".maxErrorIncrease", rollout.maxErrorIncrease(), 0, 1);
        found.within(".maxLatencyRatio", rollout.maxLatencyRatio(), 1, 1_000);
        if (rollout.quality() != null) {
            quality(rollout.quality(), found.at(".quality"));
        }
    }

    private static void steps(List<Integer> steps, Violations found) {
        if (steps.isEmpty() || steps.size() > 100) {
            found.say(".steps", "must hold 1 to 100 steps");
        }
        int before = 0;
        for (Integer step : steps) {
            if (Objects.requireNonNullElse(step, 0) <= before || step > 100) {
                found.say(".steps", "must be whole percents that grow, from 1 to 100");
                return;
            }
            before = step;
        }
    }

    private static void quality(Quality quality, Violations found) {
        if (quality.metric() == null) {
            found.say(
                    ".metric",
                    "must be one of accuracy, logLoss, brier, absoluteError, squaredError, reward");
        }
        counts(".minLabels", quality.minLabels(), found);
        found.within(".tolerance", quality.tolerance(), 0, Double.MAX_VALUE);
        found.within(".threshold", quality.threshold(), -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private static void counts(String path, @Nullable Integer value, Violations found) {
        found.within(path, value, 2, 1_000_000_000);
    }
}
