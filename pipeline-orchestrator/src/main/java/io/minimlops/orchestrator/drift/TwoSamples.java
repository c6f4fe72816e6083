package io.minimlops.orchestrator.drift;

/// Distances of two samples' distribution functions. Samples are ascending and free of `NaN`.
public final class TwoSamples {
    private TwoSamples() {}

    /// Kolmogorov–Smirnov: the largest vertical distance, 0 to 1.
    public static double kolmogorovSmirnov(double[] a, double[] b) {
        double[] most = {0};
        walk(a, b, (height, width) -> most[0] = Math.max(most[0], Math.abs(height)));
        return most[0];
    }

    /// Wasserstein-1, the area between: how far the values moved on average, in their own unit.
    public static double wasserstein(double[] a, double[] b) {
        double[] area = {0};
        walk(a, b, (height, width) -> area[0] += Math.abs(height) * width);
        return area[0];
    }

    /// Energy distance, `√(2 ∫ (F - G)²)` (scipy's).
    public static double energy(double[] a, double[] b) {
        double[] area = {0};
        walk(a, b, (height, width) -> area[0] += height * height * width);
        return Math.sqrt(2 * area[0]);
    }

    /// Cramér–von Mises statistic (Anderson 1962, for samples without ties).
    public static double cramerVonMises(double[] a, double[] b) {
        double n = a.length;
        double m = b.length;
        double u = n * rankGaps(a, b) + m * rankGaps(b, a);
        return u / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
    }

    /// `Σ (rank in both - rank in its own)²`, ranks from 1.
    private static double rankGaps(double[] own, double[] other) {
        double sum = 0;
        int below = 0;
        for (double value : own) {
            while (below < other.length && other[below] < value) {
                below++;
            }
            sum += (double) below * below;
        }
        return sum;
    }

    private interface Step {
        /// @param height of `F - G` from this value on
        /// @param width to the next value; 0 after the last
        void at(double height, double width);
    }

    private static void walk(double[] a, double[] b, Step step) {
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            double value = next(a, i, b, j);
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            boolean last = i == a.length && j == b.length;
            step.at(
                    (double) i / a.length - (double) j / b.length,
                    last ? 0 : next(a, i, b, j) - value);
        }
    }

    private static double next(double[] a, int i, double[] b, int j) {
        if (i == a.length) {
            return b[j];
        }
        return j == b.length ? a[i] : Math.min(a[i], b[j]);
    }
}
