package io.minimlops.gateway.batch;

/// Learns what a batch of `n` rows costs, `a·n + b` nanoseconds, by least squares over the last
/// batches. Not thread-safe.
final class CostModel {

    private static final int WINDOW = 64;
    private static final int ENOUGH = 8;

    private final double[] rows = new double[WINDOW];
    private final double[] nanos = new double[WINDOW];
    private int seen;
    private Estimate estimate = Estimate.UNKNOWN;

    void record(int batchRows, long batchNanos) {
        int slot = seen++ % WINDOW;
        rows[slot] = batchRows;
        nanos[slot] = batchNanos;
        if (seen >= ENOUGH) {
            estimate = fit(Math.min(seen, WINDOW));
        }
    }

    Estimate estimate() {
        return estimate;
    }

    private Estimate fit(int n) {
        double meanRows = 0;
        double meanNanos = 0;
        for (int i = 0; i < n; i++) {
            meanRows += rows[i] / n;
            meanNanos += nanos[i] / n;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            covariance += (rows[i] - meanRows) * (nanos[i] - meanNanos);
            variance += (rows[i] - meanRows) * (rows[i] - meanRows);
        }
        double perRow = variance == 0 ? 0 : Math.max(0, covariance / variance);
        return new Estimate(perRow, Math.max(0, meanNanos - perRow * meanRows), true);
    }

    /// @param perRow `a`, nanoseconds
    /// @param perBatch `b`, nanoseconds
    /// @param known whether enough batches were seen to rely on it
    record Estimate(double perRow, double perBatch, boolean known) {
        static final Estimate UNKNOWN = new Estimate(0, 0, false);

        long cost(int batchRows) {
            return (long) (perRow * batchRows + perBatch);
        }
    }
}
