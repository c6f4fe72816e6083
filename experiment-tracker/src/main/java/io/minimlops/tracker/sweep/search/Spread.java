package io.minimlops.tracker.sweep.search;

import java.util.random.RandomGenerator;

/// A distribution of one real number.
public sealed interface Spread {

    double sample(RandomGenerator random);

    /// Nothing lies below; may be negative infinity.
    double low();

    /// Nothing lies above; may be positive infinity.
    double high();

    /// The middle, where nothing is known yet.
    double centre();

    /// How far values reach, for the width of a first guess.
    double width();

    record Uniform(double low, double high) implements Spread {
        @Override
        public double sample(RandomGenerator random) {
            return low == high ? low : low + random.nextDouble() * (high - low);
        }

        @Override
        public double centre() {
            return low + (high - low) / 2;
        }

        @Override
        public double width() {
            return high - low;
        }
    }

    record Normal(double mean, double deviation) implements Spread {
        @Override
        public double sample(RandomGenerator random) {
            return mean + deviation * random.nextGaussian();
        }

        @Override
        public double low() {
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        public double high() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double centre() {
            return mean;
        }

        @Override
        public double width() {
            return deviation;
        }
    }

    /// Between 0 and 1.
    record Beta(double a, double b) implements Spread {
        @Override
        public double sample(RandomGenerator random) {
            double left = gamma(random, a);
            double right = gamma(random, b);
            return left + right == 0 ? a / (a + b) : left / (left + right);
        }

        @Override
        public double low() {
            return 0;
        }

        @Override
        public double high() {
            return 1;
        }

        @Override
        public double centre() {
            return a / (a + b);
        }

        @Override
        public double width() {
            return 1;
        }

        /// Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000).
        private static double gamma(RandomGenerator random, double shape) {
            if (shape < 1) {
                return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
            }
            double d = shape - 1.0 / 3;
            double c = 1 / Math.sqrt(9 * d);
            while (true) {
                double x = random.nextGaussian();
                double v = Math.pow(1 + c * x, 3);
                if (v > 0
                        && Math.log(1 - random.nextDouble())
                                < 0.5 * x * x + d * (1 - v + Math.log(v))) {
                    return d * v;
                }
            }
        }
    }
}
