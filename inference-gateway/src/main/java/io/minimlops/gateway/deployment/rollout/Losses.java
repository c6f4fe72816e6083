package io.minimlops.gateway.deployment.rollout;

import io.minimlops.gateway.deployment.spec.Quality;
import io.minimlops.gateway.quality.JoinedFeedback;
import io.minimlops.gateway.quality.Truth;
import java.util.OptionalDouble;

/// The loss of one prediction; a mean of losses is what arms with different requests can be
/// compared by.
public final class Losses {

    private static final double EDGE = 1e-6;

    private Losses() {}

    /// Empty when this feedback has no meaning for the metric.
    public static OptionalDouble of(Quality wanted, JoinedFeedback feedback) {
        double p = feedback.prediction();
        return switch (feedback.truth()) {
            case Truth.Reward(double reward) ->
                    wanted.metric() == Quality.Metric.REWARD
                            ? OptionalDouble.of(1 - reward)
                            : OptionalDouble.empty();
            case Truth.Label(double label) ->
                    Double.isFinite(p) ? of(wanted, p, label) : OptionalDouble.empty();
        };
    }

    private static OptionalDouble of(Quality wanted, double p, double label) {
        return switch (wanted.metric()) {
            case ACCURACY ->
                    OptionalDouble.of(isRight(p, label, wanted.thresholdOrStandard()) ? 0 : 1);
            case LOG_LOSS -> {
                double right = label > 0.5 ? p : 1 - p;
                yield OptionalDouble.of(-Math.log(Math.clamp(right, EDGE, 1 - EDGE)));
            }
            case BRIER, SQUARED_ERROR -> OptionalDouble.of((p - label) * (p - label));
            case ABSOLUTE_ERROR -> OptionalDouble.of(Math.abs(p - label));
            case REWARD -> OptionalDouble.empty();
        };
    }

    /// A score of two classes decides at the threshold; whole numbers are classes.
    public static boolean isRight(double prediction, double label, double threshold) {
        boolean score = prediction >= 0 && prediction <= 1 && (label == 0 || label == 1);
        return score ? (prediction >= threshold) == (label == 1) : prediction == label;
    }
}
