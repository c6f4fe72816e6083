package io.minimlops.orchestrator.drift;

import java.util.Arrays;

/// The statistics of one column, before anybody judges them.
@SuppressWarnings("ArrayRecordComponent") // frozen numbers, written once
record ColumnComparison(
        ColumnReference reference,
        int rows,
        double[] values,
        double missingShare,
        long[] counts,
        double sparseShare,
        double psi,
        double js,
        double ksD,
        double ksP,
        double wasserstein) {

    /// Evidently's: a constant column has no unit of its own.
    private static final double LEAST_DEVIATION = 0.001;

    /// Rows a cell should expect (Cochran 1954).
    private static final double LEAST_EXPECTED = 5;

    static ColumnComparison of(ColumnReference reference, double[] window) {
        double[] values = Samples.sorted(window);
        double[] sample = Samples.widened(reference.sample());
        long[] counts = reference.bins().count(values);
        double[] p = Divergence.fractions(reference.counts());
        double[] q = Divergence.fractions(counts);
        boolean comparable = values.length > 0 && sample.length > 0;
        double d = comparable ? TwoSamples.kolmogorovSmirnov(sample, values) : 0;
        return new ColumnComparison(
                reference,
                window.length,
                values,
                window.length == 0 ? 0 : 1 - (double) values.length / window.length,
                counts,
                sparseShare(p, values.length),
                comparable ? Divergence.psi(Divergence.floored(p), Divergence.floored(q)) : 0,
                comparable ? Divergence.jensenShannonBase2(p, q) : 0,
                d,
                comparable ? Significance.kolmogorovSmirnov(d, reference.rows(), values.length) : 1,
                comparable
                        ? TwoSamples.wasserstein(sample, values)
                                / Math.max(LEAST_DEVIATION, reference.deviation())
                        : 0);
    }

    /// Share of the reference's cells that should expect fewer rows than a comparison needs; the
    /// cell that gathers what is rare does not count.
    private static double sparseShare(double[] shares, int rows) {
        double[] used = Arrays.stream(shares).filter(s -> s >= ColumnReference.RARE).toArray();
        long sparse = Arrays.stream(used).filter(s -> s * rows < LEAST_EXPECTED).count();
        return used.length == 0 ? 0 : (double) sparse / used.length;
    }
}
