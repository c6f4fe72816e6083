package io.minimlops.orchestrator.gate;

/// The gain as observed, and as it came out in every resample.
///
/// @param replicates ascending
@SuppressWarnings("ArrayRecordComponent") // lives within one decision
record Gains(double observed, double[] replicates) {

    /// Share of the resamples in which the challenger is better; a tie counts half.
    double shareBetter() {
        double better = 0;
        for (double gain : replicates) {
            better += gain > 0 ? 1 : gain == 0 ? 0.5 : 0;
        }
        return better / replicates.length;
    }

    double quantile(double share) {
        return replicates[(int) Math.round(share * (replicates.length - 1))];
    }
}
