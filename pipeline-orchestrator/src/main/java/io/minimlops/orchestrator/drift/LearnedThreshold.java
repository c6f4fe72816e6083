package io.minimlops.orchestrator.drift;

/// NannyML's thresholds: what a statistic does on chunks of the reference itself, give or take
/// three standard deviations (divisor n).
public record LearnedThreshold(double mean, double deviation, double lower, double upper) {
    private static final double DEVIATIONS = 3;

    /// @param chunkValues the statistic on each chunk of the reference
    public static LearnedThreshold of(double[] chunkValues) {
        double mean = Samples.mean(chunkValues);
        double deviation = Samples.deviation(chunkValues, mean);
        return new LearnedThreshold(
                mean, deviation, mean - DEVIATIONS * deviation, mean + DEVIATIONS * deviation);
    }

    /// Strictly outside: a value on the bound is no alert.
    public boolean isOutside(double value) {
        return value < lower || value > upper;
    }
}
