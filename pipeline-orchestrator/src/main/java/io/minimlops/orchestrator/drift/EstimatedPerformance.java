package io.minimlops.orchestrator.drift;

import java.util.Arrays;
import java.util.Comparator;

/// Performance without labels: NannyML's confidence-based estimation, from calibrated probabilities
/// alone. It assumes that they are calibrated and that the meaning of the inputs has not changed,
/// so it is shown beside measured performance and never decides alone.
///
/// @param truePositives expected number, as are the other three
/// @param rocAuc estimated
/// @param averagePrecision estimated
public record EstimatedPerformance(
        double truePositives,
        double falsePositives,
        double falseNegatives,
        double trueNegatives,
        double rocAuc,
        double averagePrecision) {

    /// @param probabilities calibrated, of the positive class
    /// @param threshold from which a row is predicted positive
    public static EstimatedPerformance of(double[] probabilities, double threshold) {
        double tp = 0;
        double fp = 0;
        double fn = 0;
        double tn = 0;
        for (double p : probabilities) {
            if (p >= threshold) {
                tp += p;
                fp += 1 - p;
            } else {
                fn += p;
                tn += 1 - p;
            }
        }
        double[] descending =
                Arrays.stream(probabilities)
                        .boxed()
                        .sorted(Comparator.reverseOrder())
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        return new EstimatedPerformance(
                tp, fp, fn, tn, rocAuc(descending), averagePrecision(descending));
    }

    public double accuracy() {
        return ratio(
                truePositives + trueNegatives,
                truePositives + trueNegatives + falsePositives + falseNegatives);
    }

    public double precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    public double recall() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    public double specificity() {
        return ratio(trueNegatives, trueNegatives + falsePositives);
    }

    public double f1() {
        return ratio(truePositives, truePositives + (falsePositives + falseNegatives) / 2);
    }

    /// Each row adds `p` to the hits and `1 - p` to the misses; trapezoids between.
    private static double rocAuc(double[] descending) {
        double hits = 0;
        double misses = 0;
        double area = 0;
        for (double p : descending) {
            area += (1 - p) * (hits + p / 2);
            hits += p;
            misses += 1 - p;
        }
        return ratio(area, hits * misses);
    }

    /// Sum of the precisions, weighted by the recall each row adds.
    private static double averagePrecision(double[] descending) {
        double hits = 0;
        double sum = 0;
        for (int i = 0; i < descending.length; i++) {
            hits += descending[i];
            sum += descending[i] * hits / (i + 1);
        }
        return ratio(sum, hits);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
