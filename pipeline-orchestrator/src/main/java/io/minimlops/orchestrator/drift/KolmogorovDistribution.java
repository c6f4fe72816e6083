package io.minimlops.orchestrator.drift;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/// `P(D_n ≥ d)` of the one-sample Kolmogorov–Smirnov statistic: what a two-sample statistic follows
/// for `n = n1 n2 / (n1 + n2)` (scipy's asymptotic method).
///
/// The library has the distribution (Simard & L'Ecuyer 2011) but shows it only through its test, so
/// the test gets a sample that lies exactly `d` away.
final class KolmogorovDistribution {
    private static final double NEVER =
            380; // beyond n·d² of this, 2 e^(-2 n d²) is below the smallest double

    private KolmogorovDistribution() {}

    static double survival(double d, long n) {
        if (2 * n * d <= 1) {
            return 1; // no sample lies closer
        }
        if (d >= 1 || n * d * d > NEVER) {
            return 0;
        }
        double[] sample = new double[Math.toIntExact(n)];
        Arrays.setAll(sample, i -> (i + 1.0) / n);
        return KolmogorovSmirnovTest.withDefaults()
                .test(sample, x -> Math.max(0, x - d))
                .getPValue();
    }
}
