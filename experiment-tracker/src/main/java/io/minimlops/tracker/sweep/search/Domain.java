package io.minimlops.tracker.sweep.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// The values one parameter may have.
public sealed interface Domain {

    /// A value drawn as the distribution says.
    Object sample(RandomGenerator random);

    /// How many different values a grid has to try.
    ///
    /// @throws IllegalStateException when the values cannot be counted
    long count();

    /// The value at a place of the grid, from 0.
    Object at(long index);

    /// Whether a grid can go through the values one by one.
    boolean isCountable();

    /// Always the same value.
    record Constant(Object value) implements Domain {
        @Override
        public Object sample(RandomGenerator random) {
            return value;
        }

        @Override
        public long count() {
            return 1;
        }

        @Override
        public Object at(long index) {
            return value;
        }

        @Override
        public boolean isCountable() {
            return true;
        }
    }

    /// One of a list.
    ///
    /// @param probabilities as many as values, summing to 1
    record Choice(List<Object> values, List<Double> probabilities) implements Domain {

        public static Choice of(List<Object> values) {
            return new Choice(values, values.stream().map(_ -> 1.0 / values.size()).toList());
        }

        @Override
        public Object sample(RandomGenerator random) {
            return values.get(index(random, probabilities));
        }

        @Override
        public long count() {
            return values.size();
        }

        @Override
        public Object at(long index) {
            return values.get((int) index);
        }

        @Override
        public boolean isCountable() {
            return true;
        }

        /// A place in a list of weights that sum to 1.
        static int index(RandomGenerator random, List<Double> weights) {
            double left = random.nextDouble();
            for (int i = 0; i < weights.size() - 1; i++) {
                left -= weights.get(i);
                if (left < 0) {
                    return i;
                }
            }
            return weights.size() - 1;
        }
    }

    /// A number: `curve(u)` where `u` is spread as `spread` says, rounded to multiples of `step`.
    ///
    /// @param step 0 for no rounding
    /// @param whole whether values are whole numbers; `spread` then reaches half a step beyond the
    ///     least and the greatest, so that these come up as often as the others
    record Range(Spread spread, Curve curve, double step, boolean whole) implements Domain {

        private static final double MOST_STEPS = 1e9;

        @Override
        public Object sample(RandomGenerator random) {
            return value(spread.sample(random));
        }

        /// The parameter's value at a place of the spread.
        Object value(double place) {
            double raw = Math.clamp(curve.value(place), -Double.MAX_VALUE, Double.MAX_VALUE);
            if (whole) {
                return Math.clamp(Math.round(raw), least(), greatest());
            }
            double times = step == 0 ? Double.NaN : Math.rint(raw / step);
            return Double.isFinite(times) ? multiple(times) : (Object) raw;
        }

        /// Where a value lies in the spread; for values that were rounded, near where they came
        /// from.
        double place(Object value) {
            double number = ((Number) value).doubleValue();
            return Math.clamp(curve.place(number), spread.low(), spread.high());
        }

        @Override
        public boolean isCountable() {
            double steps = Math.abs(curve.value(spread.high()) - curve.value(spread.low())) / step;
            return whole || (step > 0 && steps <= MOST_STEPS);
        }

        @Override
        public long count() {
            return whole ? greatest() - least() + 1 : lastMultiple() - firstMultiple() + 1;
        }

        @Override
        public Object at(long index) {
            return whole ? (Object) (least() + index) : multiple((double) firstMultiple() + index);
        }

        private long least() {
            return (long) Math.ceil(spread.low());
        }

        private long greatest() {
            return (long) Math.floor(spread.high());
        }

        private long firstMultiple() {
            return ends().min().orElseThrow();
        }

        private long lastMultiple() {
            return ends().max().orElseThrow();
        }

        /// The curve may fall, so either end may hold the least value.
        private LongStream ends() {
            return LongStream.of(
                    (long) Math.rint(curve.value(spread.low()) / step),
                    (long) Math.rint(curve.value(spread.high()) / step));
        }

        /// 3 × 0.1 as a person reads it: 0.3.
        private Object multiple(double times) {
            double product =
                    BigDecimal.valueOf(times).multiply(BigDecimal.valueOf(step)).doubleValue();
            return Math.clamp(product, -Double.MAX_VALUE, Double.MAX_VALUE);
        }
    }
}
