package io.minimlops.orchestrator.drift;

import java.util.Arrays;

/// Distances of two discrete distributions, given as fractions per cell. Definitions and their
/// sources: Evidently and NannyML name them alike and differ in details, which stand at each.
public final class Divergence {
    /// Evidently's and the platform's stand-in for an empty cell.
    public static final double FLOOR = 1e-4;

    private Divergence() {}

    /// `counts / total`; all zero when the total is.
    public static double[] fractions(long[] counts) {
        double total = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToDouble(c -> total == 0 ? 0 : c / total).toArray();
    }

    /// Every fraction at least {@link #FLOOR}; not renormalised.
    public static double[] floored(double[] fractions) {
        return Arrays.stream(fractions).map(f -> Math.max(f, FLOOR)).toArray();
    }

    /// Evidently's filling of empty cells: 1e-4, or a millionth of the smallest fraction when that
    /// is below 1e-4; not renormalised.
    public static double[] filled(double[] fractions) {
        double least = Arrays.stream(fractions).filter(f -> f > 0).min().orElse(1);
        double fill = least <= FLOOR ? least / 1e6 : FLOOR;
        return Arrays.stream(fractions).map(f -> f == 0 ? fill : f).toArray();
    }

    /// Population stability index, `Σ (p - q) ln(p / q)`: symmetric, unbounded. Needs fractions
    /// above 0.
    public static double psi(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += (p[i] - q[i]) * Math.log(p[i] / q[i]);
        }
        return sum;
    }

    /// Kullback–Leibler, `Σ p ln(p / q)`, both normalised first. Needs fractions above 0.
    public static double kullbackLeibler(double[] p, double[] q) {
        return relativeEntropy(normalised(p), normalised(q));
    }

    /// Jensen–Shannon distance (the root of the divergence), natural logarithm: 0 to `√ln 2`. What
    /// Evidently reports.
    public static double jensenShannon(double[] p, double[] q) {
        double[] a = normalised(p);
        double[] b = normalised(q);
        double[] middle = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            middle[i] = (a[i] + b[i]) / 2;
        }
        double divergence = (relativeEntropy(a, middle) + relativeEntropy(b, middle)) / 2;
        return Math.sqrt(Math.max(0, divergence));
    }

    /// The same with logarithms to base 2: 0 to 1. What NannyML and the platform report.
    public static double jensenShannonBase2(double[] p, double[] q) {
        return jensenShannon(p, q) / Math.sqrt(Math.log(2));
    }

    /// `√(Σ (√p - √q)²) / √2`: 0 to 1.
    public static double hellinger(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double gap = Math.sqrt(p[i]) - Math.sqrt(q[i]);
            sum += gap * gap;
        }
        return Math.sqrt(sum / 2);
    }

    /// Total variation, `½ Σ |p - q|`: 0 to 1.
    public static double totalVariation(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - q[i]);
        }
        return sum / 2;
    }

    /// `max |p - q|`: 0 to 1.
    public static double infinityNorm(double[] p, double[] q) {
        double most = 0;
        for (int i = 0; i < p.length; i++) {
            most = Math.max(most, Math.abs(p[i] - q[i]));
        }
        return most;
    }

    private static double relativeEntropy(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] == 0 ? 0 : p[i] * Math.log(p[i] / q[i]);
        }
        return sum;
    }

    private static double[] normalised(double[] p) {
        double total = Arrays.stream(p).sum();
        return Arrays.stream(p).map(f -> f / total).toArray();
    }
}
