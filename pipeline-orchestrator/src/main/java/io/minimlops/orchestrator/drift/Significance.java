package io.minimlops.orchestrator.drift;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/// P-values: how likely so large a difference is when nothing has changed. In a large window they
/// are tiny for differences that do not matter.
public final class Significance {
    /// Samples larger than this are compared asymptotically (scipy's bound).
    private static final int EXACT = 10_000;

    private Significance() {}

    /// A statistic and its p-value.
    public record Tested(double statistic, double p) {}

    /// Two-sided two-sample Kolmogorov–Smirnov, as scipy's `auto`: exact up to 10,000 values each,
    /// asymptotic beyond.
    public static Tested kolmogorovSmirnov(double[] a, double[] b) {
        PValueMethod method =
                Math.max(a.length, b.length) <= EXACT
                        ? PValueMethod.EXACT
                        : PValueMethod.ASYMPTOTIC;
        var result = KolmogorovSmirnovTest.withDefaults().with(method).test(a, b);
        return new Tested(result.getStatistic(), result.getPValue());
    }

    /// The asymptotic p-value of a two-sample distance `d`, when one sample is known by its
    /// quantiles only.
    public static double kolmogorovSmirnov(double d, long n1, long n2) {
        return KolmogorovDistribution.survival(d, Math.round((double) n1 * n2 / (n1 + n2)));
    }

    /// Do the current counts fit the reference's shares? Chi-square goodness of fit. A cell the
    /// reference does not have makes the statistic infinite: fold new values into a cell that it
    /// has, or use {@link #contingency}.
    public static Tested goodnessOfFit(long[] reference, long[] current) {
        double scale = (double) Arrays.stream(current).sum() / Arrays.stream(reference).sum();
        double statistic = 0;
        for (int i = 0; i < reference.length; i++) {
            double expected = reference[i] * scale;
            double gap = current[i] - expected;
            statistic += gap == 0 ? 0 : gap * gap / expected;
        }
        return chiSquared(statistic, reference.length - 1);
    }

    /// Do both rows of counts come from one distribution? Chi-square of the contingency table;
    /// cells empty in both are left out.
    ///
    /// @param yates subtract up to ½ from each gap of a 2 × 2 table, as scipy does by default
    public static Tested contingency(long[] reference, long[] current, boolean yates) {
        int[] cells =
                IntStream.range(0, reference.length)
                        .filter(i -> reference[i] + current[i] > 0)
                        .toArray();
        double a = (double) Arrays.stream(reference).sum();
        double b = (double) Arrays.stream(current).sum();
        double correction = yates && cells.length == 2 ? 0.5 : 0;
        double statistic = 0;
        for (int i : cells) {
            double both = reference[i] + (double) current[i];
            statistic += term(reference[i], both * a / (a + b), correction);
            statistic += term(current[i], both * b / (a + b), correction);
        }
        return chiSquared(statistic, cells.length - 1);
    }

    /// Two-sided test of two proportions with the pooled variance; equal constants have p = 1.
    public static Tested twoProportions(long hits1, long n1, long hits2, long n2) {
        double pooled = (double) (hits1 + hits2) / (n1 + n2);
        double variance = pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n2);
        if (variance == 0) {
            return new Tested(0, 1);
        }
        double z = ((double) hits1 / n1 - (double) hits2 / n2) / Math.sqrt(variance);
        return new Tested(z, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
    }

    /// Which of several tests stay significant when a share `q` of false discoveries is allowed
    /// (Benjamini & Hochberg 1995, strict).
    public static boolean[] benjaminiHochberg(double[] p, double q) {
        double[] sorted = Arrays.stream(p).sorted().toArray();
        double bound = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] < q * (i + 1) / sorted.length) {
                bound = sorted[i];
            }
        }
        boolean[] significant = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            significant[i] = p[i] <= bound;
        }
        return significant;
    }

    private static double term(double observed, double expected, double correction) {
        double gap = Math.abs(observed - expected);
        gap -= Math.min(correction, gap);
        return gap * gap / expected;
    }

    private static Tested chiSquared(double statistic, int freedom) {
        if (freedom < 1) {
            return new Tested(0, 1);
        }
        double p = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
        return new Tested(statistic, p);
    }
}
