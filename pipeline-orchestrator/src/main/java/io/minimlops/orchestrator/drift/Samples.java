package io.minimlops.orchestrator.drift;

import java.util.Arrays;

/// Order statistics and moments of one column.
final class Samples {
    private Samples() {}

    /// Ascending, without `NaN` and infinities; a new array.
    static double[] sorted(double[] values) {
        double[] finite =
                Arrays.stream(values).filter(Double::isFinite).map(v -> v + 0.0).toArray();
        Arrays.sort(finite);
        return finite;
    }

    static double mean(double[] values) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            mean += (values[i] - mean) / (i + 1);
        }
        return mean;
    }

    /// Divisor `n`.
    static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length == 0 ? 0 : Math.sqrt(squares / values.length);
    }

    /// Linear interpolation between order statistics, as numpy's default (Hyndman–Fan type 7).
    static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        double weight = position - below;
        double step = sorted[above] - sorted[below];
        return weight < 0.5 ? sorted[below] + step * weight : sorted[above] - step * (1 - weight);
    }

    /// The distinct values of a sorted array; stops after `limit` of them.
    static double[] distinct(double[] sorted, int limit) {
        double[] distinct = new double[Math.min(limit, sorted.length)];
        int n = 0;
        for (int i = 0; i < sorted.length && n < limit; i++) {
            if (n == 0 || sorted[i] != distinct[n - 1]) {
                distinct[n++] = sorted[i];
            }
        }
        return Arrays.copyOf(distinct, n);
    }

    /// At most `size` evenly spaced order statistics of a sorted array, its first and last among
    /// them.
    static float[] thinned(double[] sorted, int size) {
        int n = Math.min(size, sorted.length);
        float[] sample = new float[n];
        for (int i = 0; i < n; i++) {
            long at = n == 1 ? 0 : Math.round((double) i * (sorted.length - 1) / (n - 1));
            sample[i] = (float) sorted[(int) at];
        }
        return sample;
    }

    static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
