package io.minimlops.orchestrator.drift;

import org.apache.commons.numbers.gamma.LogGamma;

/// `P(D_n ≥ d)` of the one-sample Kolmogorov–Smirnov statistic: what a two-sample statistic follows for `n = n1 n2 / (n1 + n2)` (scipy's asymptotic method).
///
/// In the tail (`n d² ≥ 2.2`) it is twice the one-sided probability, exact to ten digits there (Simard & L'Ecuyer 2011, Computing the two-sided
/// Kolmogorov–Smirnov distribution); before it the limit with its first correction, exact to three digits from n = 100 on, where nothing is decided.
final class KolmogorovDistribution {
    private static final double TAIL = 2.2;
    private static final double NEVER = 370; // beyond n·d² of this, e^-2nd² is below the smallest double

    private KolmogorovDistribution() {}

    static double survival(double d, long n) {
        if (d <= 0 || n < 1) {
            return 1;
        }
        double spread = n * d * d;
        if (d >= 1 || spread > NEVER) {
            return 0;
        }
        return Math.min(1, spread >= TAIL ? 2 * oneSided(d, n) : limit(d, n));
    }

    /// Smirnov's sum, whose terms are all positive: `d Σ C(n,j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j)`.
    private static double oneSided(double d, long n) {
        double logFactorial = LogGamma.value(n + 1.0);
        double sum = 0;
        for (long j = 0; j <= (long) (n * (1 - d)); j++) {
            double up = d + (double) j / n;
            double down = 1 - up;
            double power = n == j ? 0 : (n - j) * Math.log(down);
            sum +=
                    Math.exp(
                            logFactorial
                                    - LogGamma.value(j + 1.0)
                                    - LogGamma.value(n - j + 1.0)
                                    + (j - 1) * Math.log(up)
                                    + power);
        }
        return d * sum;
    }

    /// Kolmogorov's limit at Stephens' corrected argument (Vrbik 2018: `√n d + 1/(6√n) + (√n d - 1)/(4n)`).
    private static double limit(double d, long n) {
        double root = Math.sqrt(n);
        double x = root * d + 1 / (6 * root) + (root * d - 1) / (4.0 * n);
        return 1 - cumulative(x);
    }

    /// Jacobi's form, which converges fast for the small arguments it is used for.
    private static double cumulative(double x) {
        double sum = 0;
        for (int k = 1; k <= 20; k++) {
            double odd = 2 * k - 1.0;
            sum += Math.exp(-odd * odd * Math.PI * Math.PI / (8 * x * x));
        }
        return Math.sqrt(2 * Math.PI) / x * sum;
    }
}
