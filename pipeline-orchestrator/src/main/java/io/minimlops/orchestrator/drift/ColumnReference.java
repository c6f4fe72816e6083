package io.minimlops.orchestrator.drift;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What one column looked like in training, frozen: everything a later window needs to be compared
/// with it, and no row of the data.
///
/// @param bins cells fitted on the reference: its deciles, or its values when there are few
/// @param counts reference rows per cell
/// @param rows rows with a value
/// @param missing rows without one
/// @param mean of the values; 0 when there are none
/// @param deviation standard deviation of the values, divisor `rows`
/// @param sample ascending, in the precision the model sees; all values when there are at most
///     {@link #SAMPLE_SIZE}, else that many evenly spaced order statistics
@SuppressWarnings("ArrayRecordComponent") // frozen numbers, written once
public record ColumnReference(
        String name,
        Bins bins,
        long[] counts,
        long rows,
        long missing,
        double mean,
        double deviation,
        float[] sample) {

    public static final int SAMPLE_SIZE = 2_000;

    /// Columns with at most this many distinct values get one cell per value.
    public static final int FEW_VALUES = 32;

    /// But a value with a smaller share shares the last cell: no window has enough rows to compare
    /// it alone.
    public static final double RARE = 0.005;

    private static final int DECILES = 10;

    /// @param values as in training; `NaN` and infinities count as missing
    public static ColumnReference fit(String name, double[] values) {
        double[] sorted = Samples.sorted(values);
        Bins bins = binsOf(sorted);
        double mean = Samples.mean(sorted);
        return new ColumnReference(
                name,
                bins,
                bins.count(sorted),
                sorted.length,
                values.length - sorted.length,
                mean,
                Samples.deviation(sorted, mean),
                Samples.thinned(sorted, SAMPLE_SIZE));
    }

    /// Share of the rows without a value; 0 when there were no rows.
    @JsonIgnore
    public double missingShare() {
        return rows + missing == 0 ? 0 : (double) missing / (rows + missing);
    }

    private static Bins binsOf(double[] sorted) {
        double[] distinct = Samples.distinct(sorted, FEW_VALUES + 1);
        if (distinct.length <= FEW_VALUES) {
            return new Bins.Values(frequent(distinct, sorted));
        }
        double[] edges = new double[DECILES - 1];
        for (int i = 1; i < DECILES; i++) {
            edges[i - 1] = Samples.quantile(sorted, (double) i / DECILES);
        }
        return new Bins.Intervals(Arrays.stream(edges).distinct().toArray());
    }

    private static double[] frequent(double[] distinct, double[] sorted) {
        long[] counts = new Bins.Values(distinct).count(sorted);
        return IntStream.range(0, distinct.length)
                .filter(i -> counts[i] >= RARE * sorted.length)
                .mapToDouble(i -> distinct[i])
                .toArray();
    }
}
