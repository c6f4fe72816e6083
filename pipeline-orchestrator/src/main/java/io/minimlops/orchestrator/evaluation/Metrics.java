package io.minimlops.orchestrator.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A binary classifier's quality on labelled rows.
///
/// @param rows labelled rows
/// @param positives rows labelled 1
/// @param auc area under the ROC curve: the share of (positive, negative) pairs in the right order,
///     ties half; `NaN` when there is only one class
/// @param logLoss mean negative log-likelihood, natural logarithm, probabilities clamped to 1e-15
/// @param brier mean squared error of the probability
/// @param accuracy share of rows on the right side of 0.5
/// @param calibrationError expected calibration error: over ten equal-width bins of the
///     probability, the mean gap of prediction and outcome, weighted by rows
/// @param meanPrediction mean probability: compare it with the share of positives
public record Metrics(
        int rows,
        int positives,
        double auc,
        double logLoss,
        double brier,
        double accuracy,
        double calibrationError,
        double meanPrediction) {

    private static final double LEAST = 1e-15;
    private static final int CALIBRATION_BINS = 10;

    /// @param scores probabilities of the positive class
    /// @param labels 0 or 1
    /// @throws IllegalArgumentException when there are no rows, the lengths differ, a score is not
    ///     between 0 and 1, or a label is neither 0 nor 1
    public static Metrics of(float[] scores, float[] labels) {
        check(scores, labels);
        int rows = scores.length;
        int positives = 0;
        int right = 0;
        double logLoss = 0;
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            positives += labels[i] == 1 ? 1 : 0;
            right += scores[i] >= 0.5f == (labels[i] == 1) ? 1 : 0;
            logLoss += logLoss(scores[i], labels[i]);
            squares += (scores[i] - (double) labels[i]) * (scores[i] - (double) labels[i]);
            sum += scores[i];
        }
        return new Metrics(
                rows,
                positives,
                auc(scores, labels),
                logLoss / rows,
                squares / rows,
                (double) right / rows,
                calibrationError(scores, labels),
                sum / rows);
    }

    /// Negative log-likelihood of one row.
    public static double logLoss(float score, float label) {
        double right = label == 1 ? score : 1.0 - score;
        return -Math.log(Math.max(LEAST, right));
    }

    public double positiveShare() {
        return (double) positives / rows;
    }

    /// By the names under which they are logged on a run.
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("auc", auc);
        map.put("log_loss", logLoss);
        map.put("brier", brier);
        map.put("accuracy", accuracy);
        map.put("calibration_error", calibrationError);
        map.put("positive_share", positiveShare());
        map.put("mean_prediction", meanPrediction);
        map.put("rows", (double) rows);
        return map;
    }

    private static void check(float[] scores, float[] labels) {
        if (scores.length != labels.length || scores.length == 0) {
            throw new IllegalArgumentException(
                    "%d scores and %d labels cannot be compared"
                            .formatted(scores.length, labels.length));
        }
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                throw new IllegalArgumentException(
                        "score %s of row %d is not a probability".formatted(scores[i], i));
            }
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException(
                        "label %s of row %d is not 0 or 1".formatted(labels[i], i));
            }
        }
    }

    /// From the ranks: both classes' scores sorted, walked together, equal scores at once.
    private static double auc(float[] scores, float[] labels) {
        float[] positive = sorted(scores, labels, 1);
        float[] negative = sorted(scores, labels, 0);
        if (positive.length == 0 || negative.length == 0) {
            return Double.NaN;
        }
        double right = 0;
        int below = 0;
        int notAbove = 0;
        for (float score : positive) {
            while (below < negative.length && negative[below] < score) {
                below++;
            }
            while (notAbove < negative.length && negative[notAbove] <= score) {
                notAbove++;
            }
            right += (below + notAbove) / 2.0;
        }
        return right / ((double) positive.length * negative.length);
    }

    private static float[] sorted(float[] scores, float[] labels, float label) {
        float[] of = new float[scores.length];
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (labels[i] == label) {
                of[n++] = scores[i] + 0.0f; // Arrays.sort puts -0.0 before 0.0: make them one
            }
        }
        float[] sorted = Arrays.copyOf(of, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double calibrationError(float[] scores, float[] labels) {
        double[] gaps = new double[CALIBRATION_BINS];
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.min(CALIBRATION_BINS - 1, (int) (scores[i] * CALIBRATION_BINS));
            gaps[bin] += scores[i] - (double) labels[i];
        }
        return Arrays.stream(gaps).map(Math::abs).sum() / scores.length;
    }
}
