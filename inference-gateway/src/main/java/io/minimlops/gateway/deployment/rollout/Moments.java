package io.minimlops.gateway.deployment.rollout;

/// Count, mean and unbiased variance of what was added (Welford 1962).
///
/// @param squares sum of squared deviations from the mean
public record Moments(long count, double mean, double squares) {

    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments plus(double value) {
        double step = value - mean;
        double moved = mean + step / (count + 1);
        return new Moments(count + 1, moved, squares + step * (value - moved));
    }

    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }
}
