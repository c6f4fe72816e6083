package io.minimlops.gateway.quality;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The area under the ROC curve: the probability that a positive is scored above a negative, a tie
/// counting half. Computed from ranks (Mann and Whitney 1947, Fawcett 2006).
final class Auc {

    private Auc() {}

    /// @param truths 0 or 1
    /// @return null unless both occur
    static @Nullable Double of(double[] predictions, double[] truths) {
        Integer[] order = new Integer[truths.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> predictions[i]));
        double rankSum = 0;
        long positives = 0;
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && predictions[order[to]] == predictions[order[from]]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (truths[order[i]] == 1) {
                    rankSum += rank;
                    positives++;
                }
            }
            from = to;
        }
        long negatives = truths.length - positives;
        if (positives == 0 || negatives == 0) {
            return null;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
