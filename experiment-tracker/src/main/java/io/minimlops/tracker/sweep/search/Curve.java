package io.minimlops.tracker.sweep.search;

/// From a place in a spread to the parameter's value, and back.
public enum Curve {
    STRAIGHT {
        @Override
        double value(double place) {
            return place;
        }

        @Override
        double place(double value) {
            return value;
        }
    },
    EXPONENTIAL {
        @Override
        double value(double place) {
            return Math.exp(place);
        }

        @Override
        double place(double value) {
            return value <= 0 ? Double.NEGATIVE_INFINITY : Math.log(value);
        }
    },
    /// The logarithm of the value's inverse is what is spread.
    INVERSE_EXPONENTIAL {
        @Override
        double value(double place) {
            return Math.exp(-place);
        }

        @Override
        double place(double value) {
            return value <= 0 ? Double.POSITIVE_INFINITY : -Math.log(value);
        }
    };

    abstract double value(double place);

    abstract double place(double value);
}
