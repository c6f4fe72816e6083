package io.minimlops.gateway.batch;

import java.util.Arrays;

/// Learns what a batch of `n` rows costs, `a·n + b` nanoseconds.
///
/// Batches are sorted into classes by size, each twice as large as the one before; of every class
/// the last few are remembered, and the one that took the median time speaks for them, so that a
/// pause of the machine or the first slow runs do not count. The line goes through those medians by
/// least squares of the relative errors: else the noise of large batches would drown the fixed
/// part. A class that was not seen for long does not count any more.
final class CostModel {

    private static final int CLASSES = 32;
    private static final int REMEMBERED = 15;
    private static final int ENOUGH = 8;
    private static final int LONG_AGO = 1_000;

    private final SizeClass[] classes = new SizeClass[CLASSES];
    private long seen;
    private volatile CostEstimate estimate = CostEstimate.UNKNOWN;

    synchronized void record(int rows, long nanos) {
        int index = 31 - Integer.numberOfLeadingZeros(Math.max(1, rows));
        SizeClass sizeClass = classes[index];
        if (sizeClass == null) {
            sizeClass = new SizeClass();
            classes[index] = sizeClass;
        }
        seen++;
        sizeClass.add(rows, Math.max(1, nanos), seen);
        if (seen >= ENOUGH) {
            estimate = fit();
        }
    }

    CostEstimate estimate() {
        return estimate;
    }

    private CostEstimate fit() {
        double weights = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (SizeClass each : classes) {
            if (each != null && seen - each.lastSeen <= LONG_AGO) {
                double weight = 1 / (each.nanos * each.nanos);
                weights += weight;
                x += weight * each.rows;
                y += weight * each.nanos;
                xx += weight * each.rows * each.rows;
                xy += weight * each.rows * each.nanos;
            }
        }
        double spread = weights * xx - x * x;
        if (spread <= 1e-9 * weights * xx) {
            return new CostEstimate(0, y / weights, true);
        }
        double perRow = (weights * xy - x * y) / spread;
        if (perRow < 0) {
            return new CostEstimate(0, y / weights, true);
        }
        double perBatch = (y - perRow * x) / weights;
        return perBatch < 0
                ? new CostEstimate(xy / xx, 0, true)
                : new CostEstimate(perRow, perBatch, true);
    }

    /// Batches of about one size; `rows` and `nanos` are those of the median one.
    private static final class SizeClass {
        private final int[] lastRows = new int[REMEMBERED];
        private final long[] lastNanos = new long[REMEMBERED];
        private int count;
        long lastSeen;
        double rows;
        double nanos;

        void add(int batchRows, long batchNanos, long now) {
            lastRows[count % REMEMBERED] = batchRows;
            lastNanos[count % REMEMBERED] = batchNanos;
            count++;
            lastSeen = now;
            int held = Math.min(count, REMEMBERED);
            long[] sorted = Arrays.copyOf(lastNanos, held);
            Arrays.sort(sorted);
            long median = sorted[(held - 1) / 2];
            for (int i = 0; i < held; i++) {
                if (lastNanos[i] == median) {
                    rows = lastRows[i];
                    nanos = median;
                }
            }
        }
    }
}
