package io.minimlops.gateway.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.quality.LatestPairs.Pairs;
import org.jspecify.annotations.Nullable;

/// How good predictions were, by the labels and rewards that came for them. A figure that these
/// labels have no meaning for is absent: log loss, Brier score and AUC want labels 0 and 1 and
/// predictions from 0 to 1, AUC both labels besides; accuracy wants those, at a threshold of 0.5,
/// or whole numbers (classes) on both sides.
///
/// @param labels how many the figures are computed from
/// @param positives labels that are 1
/// @param logLoss with predictions kept 10⁻¹⁵ away from 0 and 1
/// @param auc exact over these labels, ties counting half
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figures(
        int labels,
        @Nullable Integer positives,
        @Nullable Double logLoss,
        @Nullable Double auc,
        @Nullable Double brier,
        @Nullable Double accuracy,
        @Nullable Double meanAbsoluteError,
        @Nullable Double meanSquaredError,
        @Nullable Double meanPrediction,
        int rewards,
        @Nullable Double meanReward) {

    private static final double EDGE = 1e-15;

    static Figures of(Pairs labels, Pairs rewards) {
        double[] predictions = labels.predictions();
        double[] truths = labels.truths();
        int count = labels.size();
        boolean binary = count > 0 && areBinary(truths);
        boolean probable = binary && areWithinUnit(predictions);
        return new Figures(
                count,
                binary ? (int) sum(truths) : null,
                probable ? logLoss(predictions, truths) : null,
                probable ? Auc.of(predictions, truths) : null,
                probable ? meanSquaredError(predictions, truths) : null,
                accuracy(predictions, truths, probable),
                count == 0 ? null : meanAbsoluteError(predictions, truths),
                count == 0 ? null : meanSquaredError(predictions, truths),
                count == 0 ? null : sum(predictions) / count,
                rewards.size(),
                rewards.size() == 0 ? null : sum(rewards.truths()) / rewards.size());
    }

    private static boolean areBinary(double[] truths) {
        for (double truth : truths) {
            if (truth != 0 && truth != 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean areWithinUnit(double[] predictions) {
        for (double prediction : predictions) {
            if (!(prediction >= 0 && prediction <= 1)) {
                return false;
            }
        }
        return true;
    }

    private static double logLoss(double[] predictions, double[] truths) {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            double p = Math.clamp(predictions[i], EDGE, 1 - EDGE);
            sum -= truths[i] == 1 ? Math.log(p) : Math.log1p(-p);
        }
        return sum / truths.length;
    }

    private static @Nullable Double accuracy(
            double[] predictions, double[] truths, boolean probable) {
        if (truths.length == 0) {
            return null;
        }
        int right = 0;
        for (int i = 0; i < truths.length; i++) {
            double said = probable ? (predictions[i] >= 0.5 ? 1 : 0) : predictions[i];
            if (said != Math.rint(said) || truths[i] != Math.rint(truths[i])) {
                return null;
            }
            right += said == truths[i] ? 1 : 0;
        }
        return (double) right / truths.length;
    }

    private static double meanAbsoluteError(double[] predictions, double[] truths) {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            sum += Math.abs(predictions[i] - truths[i]);
        }
        return sum / truths.length;
    }

    private static double meanSquaredError(double[] predictions, double[] truths) {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            double error = predictions[i] - truths[i];
            sum += error * error;
        }
        return sum / truths.length;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
