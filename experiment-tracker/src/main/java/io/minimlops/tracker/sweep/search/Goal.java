package io.minimlops.tracker.sweep.search;

/// Which values of the metric are good.
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    /// The value as something that is to become small; not a number is worse than any.
    public double loss(double value) {
        if (Double.isNaN(value)) {
            return Double.POSITIVE_INFINITY;
        }
        return this == MINIMIZE ? value : -value;
    }

    /// From a loss back to the metric's value.
    public double value(double loss) {
        return this == MINIMIZE ? loss : -loss;
    }

    public boolean reaches(double value, double target) {
        return loss(value) <= loss(target);
    }
}
