package io.minimlops.gateway.deployment.spec;

import io.minimlops.problem.Problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a wish for a rollout must keep to.
final class RolloutRules {

    private static final String AT = "spec.traffic.rollout";
    private static final Duration LONGEST = Duration.ofDays(30);

    private final List<Violation> violations;

    private RolloutRules(List<Violation> violations) {
        this.violations = violations;
    }

    static void check(Rollout rollout, List<Violation> violations) {
        RolloutRules rules = new RolloutRules(violations);
        if (rollout.version() == null || rollout.version().isBlank()) {
            rules.say(".version", "must name a version");
        }
        rules.steps(rollout.stepsOrStandard());
        rules.lasts(".interval", rollout.interval());
        rules.lasts(".latencyFloor", rollout.latencyFloor());
        rules.counts(".minRequests", rollout.minRequests());
        rules.within(".maxErrorRate", rollout.maxErrorRate(), 0, 1);
        rules.within(".maxErrorIncrease", rollout.maxErrorIncrease(), 0, 1);
        rules.within(".maxLatencyRatio", rollout.maxLatencyRatio(), 1, 1_000);
        if (rollout.quality() != null) {
            rules.quality(rollout.quality());
        }
    }

    private void steps(List<Integer> steps) {
        if (steps.isEmpty() || steps.size() > 100) {
            say(".steps", "must hold 1 to 100 steps");
        }
        int before = 0;
        for (Integer step : steps) {
            if (Objects.requireNonNullElse(step, 0) <= before || step > 100) {
                say(".steps", "must be whole percents that grow, from 1 to 100");
                return;
            }
            before = step;
        }
    }

    private void quality(Quality quality) {
        if (quality.metric() == null) {
            say(
                    ".quality.metric",
                    "must be one of accuracy, logLoss, brier, absoluteError, squaredError, reward");
        }
        counts(".quality.minLabels", quality.minLabels());
        within(".quality.tolerance", quality.tolerance(), 0, Double.MAX_VALUE);
        within(".quality.threshold", quality.threshold(), -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private void counts(String at, @Nullable Integer value) {
        if (value != null && (value < 2 || value > 1_000_000_000)) {
            say(at, "must be from 2 to 1000000000");
        }
    }

    private void within(String at, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            say(at, "must be from %s to %s".formatted(least, most));
        }
    }

    private void lasts(String at, @Nullable Duration value) {
        if (value != null && (value.isNegative() || value.compareTo(LONGEST) > 0)) {
            say(at, "must be a duration from PT0S to " + LONGEST);
        }
    }

    private void say(String at, String message) {
        violations.add(new Violation(AT + at, message));
    }
}
