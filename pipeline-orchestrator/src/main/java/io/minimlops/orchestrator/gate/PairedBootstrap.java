package io.minimlops.orchestrator.gate;

import io.minimlops.orchestrator.evaluation.Metrics;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Resamples rows with both models' scores together (paired), and within each class (stratified),
/// so that neither the luck of the rows nor the share of positives blurs the comparison. (Efron &
/// Tibshirani, An Introduction to the Bootstrap, ch. 8 and 16.)
///
/// Rows are ordered by score once; a resample is a count per row, and its AUC one pass in that
/// order.
final class PairedBootstrap {
    private PairedBootstrap() {}

    static Gains gains(float[] champion, float[] challenger, float[] labels, GatePolicy policy) {
        Resampled a = resampled(champion, labels, policy.metric());
        Resampled b = resampled(challenger, labels, policy.metric());
        int[] positive = rows(labels, true);
        int[] negative = rows(labels, false);
        int[] counts = new int[labels.length];
        Arrays.fill(counts, 1);
        double observed = policy.metric().gain(a.metric(counts), b.metric(counts));
        double[] replicates = new double[policy.replicates()];
        SplittableRandom random = new SplittableRandom(policy.seed());
        for (int i = 0; i < replicates.length; i++) {
            Arrays.fill(counts, 0);
            draw(positive, counts, random);
            draw(negative, counts, random);
            replicates[i] = policy.metric().gain(a.metric(counts), b.metric(counts));
        }
        Arrays.sort(replicates);
        return new Gains(observed, replicates);
    }

    private static Resampled resampled(float[] scores, float[] labels, GateMetric metric) {
        return switch (metric) {
            case AUC -> WeightedAuc.of(scores, labels);
            case LOG_LOSS -> WeightedLogLoss.of(scores, labels);
        };
    }

    private static int[] rows(float[] labels, boolean positive) {
        int[] rows = new int[labels.length];
        int n = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] > 0.5f == positive) {
                rows[n++] = i;
            }
        }
        return Arrays.copyOf(rows, n);
    }

    private static void draw(int[] rows, int[] counts, SplittableRandom random) {
        for (int i = 0; i < rows.length; i++) {
            counts[rows[random.nextInt(rows.length)]]++;
        }
    }

    /// A metric of rows that count more or less than once.
    sealed interface Resampled {
        double metric(int[] counts);
    }

    /// @param order rows by score, ascending
    /// @param tied whether the row at this place has the score of the one before
    @SuppressWarnings("ArrayRecordComponent")
    record WeightedAuc(int[] order, boolean[] tied, float[] labels) implements Resampled {

        static WeightedAuc of(float[] scores, float[] labels) {
            int[] order = orderOf(scores);
            boolean[] tied = new boolean[order.length];
            for (int i = 1; i < order.length; i++) {
                tied[i] = scores[order[i]] == scores[order[i - 1]];
            }
            return new WeightedAuc(order, tied, labels);
        }

        /// Share of (positive, negative) pairs in the right order, ties half: Mann–Whitney's U over
        /// all pairs.
        @Override
        public double metric(int[] counts) {
            double below = 0;
            double right = 0;
            double positives = 0;
            for (int i = 0; i < order.length; ) {
                double p = 0;
                double n = 0;
                do {
                    int row = order[i++];
                    if (labels[row] > 0.5f) {
                        p += counts[row];
                    } else {
                        n += counts[row];
                    }
                } while (i < order.length && tied[i]);
                right += p * (below + n / 2);
                below += n;
                positives += p;
            }
            return right / (positives * below);
        }

        /// Scores are probabilities, so their bits order like they do: sorted as longs, row in the
        /// low half.
        private static int[] orderOf(float[] scores) {
            long[] keys = new long[scores.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = (long) Float.floatToIntBits(scores[i] + 0.0f) << 32 | i;
            }
            Arrays.sort(keys);
            int[] order = new int[keys.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = (int) keys[i];
            }
            return order;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record WeightedLogLoss(double[] losses) implements Resampled {

        static WeightedLogLoss of(float[] scores, float[] labels) {
            double[] losses = new double[scores.length];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = Metrics.logLoss(scores[i], labels[i]);
            }
            return new WeightedLogLoss(losses);
        }

        @Override
        public double metric(int[] counts) {
            double sum = 0;
            long rows = 0;
            for (int i = 0; i < losses.length; i++) {
                sum += counts[i] * losses[i];
                rows += counts[i];
            }
            return sum / rows;
        }
    }
}
