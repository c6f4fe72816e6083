package io.minimlops.orchestrator.drift;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Equal-width histograms whose number of cells follows from the data, as numpy's
/// `histogram_bin_edges`. They are what the peers bin with; the platform's own cells are the
/// reference's deciles.
///
/// @param edges ascending, outer ones included; cells are left-closed, the last one on both sides
@SuppressWarnings("ArrayRecordComponent")
public record EqualWidthBins(double[] edges) {

    /// Evidently: over both samples together, Sturges' width `range / (log2 n + 1)`.
    public static EqualWidthBins sturges(double[] reference, double[] current) {
        double[] both =
                DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current)).toArray();
        return over(both, log2(both.length) + 1);
    }

    /// NannyML: over the reference alone, Doane's width, which allows for skewness.
    public static EqualWidthBins doane(double[] reference) {
        int n = reference.length;
        double mean = Samples.mean(reference);
        double deviation = Samples.deviation(reference, mean);
        double skewness =
                Arrays.stream(reference).map(x -> Math.pow((x - mean) / deviation, 3)).sum() / n;
        double error = Math.sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3)));
        return over(reference, 1 + log2(n) + log2(1 + Math.abs(skewness) / error));
    }

    public int size() {
        return edges.length - 1;
    }

    /// Counts per cell; values outside the edges are in none.
    public long[] count(double[] values) {
        long[] counts = new long[size()];
        for (double value : values) {
            if (value >= edges[0] && value <= edges[size()]) {
                int at = Arrays.binarySearch(edges, value);
                counts[Math.min(size() - 1, at >= 0 ? at : -at - 2)]++;
            }
        }
        return counts;
    }

    /// Fractions of the sample per cell, and a last one for what lies outside.
    public double[] fractionsWithLeftover(double[] values) {
        long[] counts = Arrays.copyOf(count(values), size() + 1);
        counts[size()] = values.length - Arrays.stream(counts).sum();
        return Divergence.fractions(counts);
    }

    private static EqualWidthBins over(double[] values, double cells) {
        double first = Arrays.stream(values).min().orElseThrow();
        double last = Arrays.stream(values).max().orElseThrow();
        double width = (last - first) / cells;
        int size = width == 0 ? 1 : (int) Math.ceil((last - first) / width);
        double[] edges = new double[size + 1];
        double step = (last - first) / size;
        for (int i = 0; i < size; i++) {
            edges[i] = first + i * step;
        }
        edges[size] = last;
        return new EqualWidthBins(edges);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
