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
/// significant among all columns and large: in ten thousand rows everything is significant. Values
/// that disappear are their own finding, since no distance of the remaining ones shows it.
public final class DriftEvaluation {
    /// Share of the cells that may expect too few rows (Cochran 1954).
    private static final double MOST_SPARSE = 0.2;

    private final DriftThresholds thresholds;

    public DriftEvaluation(DriftThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /// @param window values per column, one per row, `NaN` where missing; a column that is not
    ///     there is missing in every row
    public DriftReport evaluate(ReferenceDistribution reference, Map<String, double[]> window) {
        int rows = window.values().stream().mapToInt(values -> values.length).max().orElse(0);
        List<ColumnComparison> compared =
                reference.columns().stream()
                        .filter(c -> isWatched(c.name()))
                        .map(c -> ColumnComparison.of(c, floats(window.get(c.name()), rows)))
                        .toList();
        double[] p = compared.stream().mapToDouble(ColumnComparison::ksP).toArray();
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
    /// would fall beside the edge.
    private static double[] floats(double @Nullable [] values, int rows) {
        double[] floats = new double[rows];
        Arrays.fill(floats, Double.NaN);
        for (int i = 0; values != null && i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private ColumnDrift judged(ColumnComparison c, boolean significant) {
        Finding finding = finding(c, significant);
        return new ColumnDrift(
                c.reference().name(),
                finding.status,
                finding.reason,
                c.psi(),
                c.ksD(),
                c.ksP(),
                significant,
                c.js(),
                c.wasserstein(),
                c.reference().missingShare(),
                c.missingShare(),
                c.reference().bins(),
                c.reference().counts(),
                c.counts(),
                c.reference().rows(),
                c.values().length);
    }

    private Finding finding(ColumnComparison c, boolean significant) {
        double rise = c.missingShare() - c.reference().missingShare();
        if (c.rows() >= thresholds.minRows() && rise >= thresholds.missingWarn()) {
            return finding(
                    rise >= thresholds.missingAlarm() ? DriftStatus.ALARM : DriftStatus.WARN,
                    "missing in %.1f %% of the rows, in the reference in %.1f %%",
                    100 * c.missingShare(),
                    100 * c.reference().missingShare());
        }
        if (Math.min(c.values().length, c.reference().rows()) < thresholds.minRows()) {
            return finding(
                    DriftStatus.INSUFFICIENT,
                    "%d values, the reference %d: needs %d",
                    c.values().length,
                    c.reference().rows(),
                    thresholds.minRows());
        }
        if (c.sparseShare() > MOST_SPARSE) {
            return finding(
                    DriftStatus.INSUFFICIENT,
                    "%d values are too few for %d cells",
                    c.values().length,
                    c.counts().length);
        }
        return compared(c, significant);
    }

    private Finding compared(ColumnComparison c, boolean significant) {
        if (c.psi() >= thresholds.psiAlarm()) {
            return finding(
                    DriftStatus.ALARM, "PSI %.3f, alarm from %s", c.psi(), thresholds.psiAlarm());
        }
        if (c.psi() >= thresholds.psiWarn()) {
            return finding(
                    DriftStatus.WARN, "PSI %.3f, warning from %s", c.psi(), thresholds.psiWarn());
        }
        if (significant && c.ksD() >= thresholds.ksEffect()) {
            return finding(
                    DriftStatus.WARN,
                    "KS distance %.3f, warning from %s",
                    c.ksD(),
                    thresholds.ksEffect());
        }
        return finding(DriftStatus.OK, "PSI %.3f, KS distance %.3f", c.psi(), c.ksD());
    }

    private static Finding finding(DriftStatus status, String format, Object... numbers) {
        return new Finding(status, String.format(Locale.ROOT, format, numbers));
    }

    private record Finding(DriftStatus status, String reason) {}
}
