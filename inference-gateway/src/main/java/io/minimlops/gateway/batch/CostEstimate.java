package io.minimlops.gateway.batch;

/// What batches cost, as far as it was measured: `a·n + b` for `n` rows.
///
/// @param perRow `a`, nanoseconds
/// @param perBatch `b`, nanoseconds
/// @param known whether enough batches were seen to rely on it
public record CostEstimate(double perRow, double perBatch, boolean known) {

    public static final CostEstimate UNKNOWN = new CostEstimate(0, 0, false);

    /// In nanoseconds; 0 while unknown.
    public long cost(int rows) {
        return (long) (perRow * rows + perBatch);
    }
}
