package io.minimlops.orchestrator.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares a window with the reference, column by column.
///
/// PSI decides, on the reference's own cells. A KS difference is a warning only when it is both
// significant among all columns and large: in ten thousand rows
/// everything is significant. Values that disappear are their own finding, since no distance of the
// remaining ones shows it.
public final class DriftEvaluation {
    private static final double LEAST_DEVIATION =
            0.001; // Evidently's: a constant column has no unit of its own
    private static final double LEAST_EXPECTED = 5; // Cochran 1954: rows a cell should expect,
    private static final double MOST_SPARSE = 0.2; // which up to a fifth of the cells may miss

    private final DriftThresholds thresholds;

    public DriftEvaluation(DriftThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /// @param window values per column, one per row, `NaN` where missing; a column that is not
    // there is missing in every row
    public DriftReport evaluate(ReferenceDistribution reference, Map<String, double[]> window) {
        int rows = window.values().stream().mapToInt(values -> values.length).max().orElse(0);
        List<Compared> compared =
                reference.columns().stream()
                        .filter(c -> isWatched(c.name()))
                        .map(c -> Compared.of(c, floats(window.get(c.name()), rows)))
                        .toList();
        double[] p = compared.stream().mapToDouble(Compared::ksP).toArray();
        boolean[] significant = Significance.benjaminiHochberg(p, thresholds.ksSignificance());
        List<ColumnDrift> columns = new ArrayList<>(compared.size());
        for (int i = 0; i < p.length; i++) {
            columns.add(judged(compared.get(i), significant[i]));
        }
        DriftStatus worst =
                columns.stream()
                        .map(ColumnDrift::status)
                        .reduce(DriftStatus::worse)
                        .orElse(DriftStatus.INSUFFICIENT);
        return new DriftReport(worst, rows, columns);
    }

    private boolean isWatched(String column) {
        return thresholds.columns().isEmpty() || thresholds.columns().contains(column);
    }

    /// The model sees floats, and so did the reference: a double that differs in its last digits
    // would fall beside the edge.
    private static double[] floats(double @Nullable [] values, int rows) {
        double[] floats = new double[rows];
        Arrays.fill(floats, Double.NaN);
        for (int i = 0; values != null && i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private ColumnDrift judged(Compared c, boolean significant) {
        Finding finding = finding(c, significant);
        return new ColumnDrift(
                c.reference.name(),
                finding.status,
                finding.reason,
                c.psi,
                c.ksD,
                c.ksP,
                significant,
                c.js,
                c.wasserstein,
                c.reference.missingShare(),
                c.missingShare,
                c.reference.bins(),
                c.reference.counts(),
                c.counts,
                c.reference.rows(),
                c.values.length);
    }

    private Finding finding(Compared c, boolean significant) {
        double rise = c.missingShare - c.reference.missingShare();
        if (c.rows >= thresholds.minRows() && rise >= thresholds.missingWarn()) {
            return finding(
                    rise >= thresholds.missingAlarm() ? DriftStatus.ALARM : DriftStatus.WARN,
                    "missing in %.1f %% of the rows, in the reference in %.1f %%",
                    100 * c.missingShare,
                    100 * c.reference.missingShare());
        }
        if (Math.min(c.values.length, c.reference.rows()) < thresholds.minRows()) {
            return finding(
                    DriftStatus.INSUFFICIENT,
                    "%d values, the reference %d: needs %d",
                    c.values.length,
                    c.reference.rows(),
                    thresholds.minRows());
        }
        if (c.sparseShare > MOST_SPARSE) {
            return finding(
                    DriftStatus.INSUFFICIENT,
                    "%d values are too few for %d cells",
                    c.values.length,
                    c.counts.length);
        }
        return compared(c, significant);
    }

    private Finding compared(Compared c, boolean significant) {
        if (c.psi >= thresholds.psiAlarm()) {
            return finding(
                    DriftStatus.ALARM, "PSI %.3f, alarm from %s", c.psi, thresholds.psiAlarm());
        }
        if (c.psi >= thresholds.psiWarn()) {
            return finding(
                    DriftStatus.WARN, "PSI %.3f, warning from %s", c.psi, thresholds.psiWarn());
        }
        if (significant && c.ksD >= thresholds.ksEffect()) {
            return finding(
                    DriftStatus.WARN,
                    "KS distance %.3f, warning from %s",
                    c.ksD,
                    thresholds.ksEffect());
        }
        return finding(DriftStatus.OK, "PSI %.3f, KS distance %.3f", c.psi, c.ksD);
    }

    private static Finding finding(DriftStatus status, String format, Object... numbers) {
        return new Finding(status, String.format(Locale.ROOT, format, numbers));
    }

    private record Finding(DriftStatus status, String reason) {}

    /// The statistics of one column, before anybody judges them.
    private record Compared(
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

        static Compared of(ColumnReference reference, double[] window) {
            double[] values = Samples.sorted(window);
            double[] sample = Samples.widened(reference.sample());
            long[] counts = reference.bins().count(values);
            double[] p = Divergence.fractions(reference.counts());
            double[] q = Divergence.fractions(counts);
            boolean comparable = values.length > 0 && sample.length > 0;
            double d = comparable ? TwoSamples.kolmogorovSmirnov(sample, values) : 0;
            return new Compared(
                    reference,
                    window.length,
                    values,
                    window.length == 0 ? 0 : 1 - (double) values.length / window.length,
                    counts,
                    sparseShare(p, values.length),
                    comparable ? Divergence.psi(Divergence.floored(p), Divergence.floored(q)) : 0,
                    comparable ? Divergence.jensenShannonBase2(p, q) : 0,
                    d,
                    comparable
                            ? Significance.kolmogorovSmirnov(d, reference.rows(), values.length)
                            : 1,
                    comparable
                            ? TwoSamples.wasserstein(sample, values)
                                    / Math.max(LEAST_DEVIATION, reference.deviation())
                            : 0);
        }

        /// Share of the reference's cells that should expect fewer rows than a comparison needs.
        private static double sparseShare(double[] shares, int rows) {
            long used = Arrays.stream(shares).filter(s -> s > 0).count();
            long sparse =
                    Arrays.stream(shares).filter(s -> s > 0 && s * rows < LEAST_EXPECTED).count();
            return used == 0 ? 0 : (double) sparse / used;
        }
    }
}
