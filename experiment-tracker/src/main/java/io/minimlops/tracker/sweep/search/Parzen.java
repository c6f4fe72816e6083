package io.minimlops.tracker.sweep.search;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/// A mixture of equally weighted normal distributions, cut off at the range's ends: one at each
/// value seen, as wide as the farther of its neighbours is away, and a wide one for what is known
/// beforehand.
final class Parzen implements Tpe.Density {

    private static final int NARROWEST = 100;
    private static final int TRIES = 100;

    private final Domain.Range range;

    /// Ascending, in places of the range's spread.
    private final double[] centres;

    private final double[] widths;

    private Parzen(Domain.Range range, double[] centres, double[] widths) {
        this.range = range;
        this.centres = centres;
        this.widths = widths;
    }

    static Parzen over(Domain.Range range, List<Object> seen) {
        Spread spread = range.spread();
        double[] centres =
                DoubleStream.concat(
                                DoubleStream.of(spread.centre()),
                                seen.stream().mapToDouble(range::place).filter(Double::isFinite))
                        .sorted()
                        .toArray();
        return new Parzen(range, centres, widths(spread, centres));
    }

    /// Bandwidths as in Hyperopt's adaptive Parzen estimator.
    private static double[] widths(Spread spread, double[] centres) {
        double widest = Math.max(spread.width(), Double.MIN_NORMAL);
        double narrowest = widest / Math.min(NARROWEST, 1 + centres.length);
        double[] widths = new double[centres.length];
        boolean priorDone = false;
        for (int i = 0; i < centres.length; i++) {
            double left = i == 0 ? edge(centres[i] - spread.low()) : centres[i] - centres[i - 1];
            double right =
                    i == centres.length - 1
                            ? edge(spread.high() - centres[i])
                            : centres[i + 1] - centres[i];
            widths[i] = Math.clamp(Math.max(left, right), narrowest, widest);
            if (!priorDone && centres[i] == spread.centre()) {
                widths[i] = widest;
                priorDone = true;
            }
        }
        return widths;
    }

    private static double edge(double distance) {
        return Double.isInfinite(distance) ? 0 : distance;
    }

    @Override
    public Object sample(RandomGenerator random) {
        int i = random.nextInt(centres.length);
        for (int tries = 0; tries < TRIES; tries++) {
            double place = centres[i] + widths[i] * random.nextGaussian();
            if (place >= range.spread().low() && place <= range.spread().high()) {
                return range.value(place);
            }
        }
        return range.value(centres[i]);
    }

    @Override
    public double log(Object value) {
        double place = range.place(value);
        double sum = 0;
        for (int i = 0; i < centres.length; i++) {
            double distance = (place - centres[i]) / widths[i];
            sum += Math.exp(-distance * distance / 2) / (widths[i] * inside(i));
        }
        return Math.log(Math.max(sum / centres.length, Double.MIN_NORMAL));
    }

    /// The share of a component that lies within the range.
    private double inside(int i) {
        return below((range.spread().high() - centres[i]) / widths[i])
                - below((range.spread().low() - centres[i]) / widths[i]);
    }

    /// The normal distribution function: Abramowitz and Stegun, Handbook of Mathematical Functions,
    /// 7.1.26, to 1.5e-7.
    private static double below(double deviations) {
        double x = Math.abs(deviations) / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double tail =
                t
                        * (0.254829592
                                + t
                                        * (-0.284496736
                                                + t
                                                        * (1.421413741
                                                                + t
                                                                        * (-1.453152027
                                                                                + t
                                                                                        * 1.061405429))))
                        * Math.exp(-x * x);
        return deviations < 0 ? tail / 2 : 1 - tail / 2;
    }
}
