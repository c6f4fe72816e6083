package io.minimlops.gateway.deployment.bandit;

import java.util.random.RandomGenerator;

/// Draws from Beta distributions: X / (X + Y) of two gamma variates, each by the method of G.
/// Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM Transactions on
/// Mathematical Software 26 (2000), 363–372.
final class BetaSampler {

    private BetaSampler() {}

    /// @param alpha at least 1
    /// @param beta at least 1
    static double draw(double alpha, double beta, RandomGenerator random) {
        double x = gamma(alpha, random);
        return x / (x + gamma(beta, random));
    }

    /// Scale 1. The paper's squeeze, which spares most logarithms, comes first.
    private static double gamma(double shape, RandomGenerator random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double root = 1 + c * z;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = 1 - random.nextDouble();
            double square = z * z;
            if (u < 1 - 0.0331 * square * square
                    || Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) {
                return d * v;
            }
        }
    }
}
