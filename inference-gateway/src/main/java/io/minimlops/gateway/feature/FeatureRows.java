package io.minimlops.gateway.feature;

import java.util.Arrays;
import java.util.List;

/// Looked-up values, row by row.
///
/// @param names full names, the order of every row's cells
/// @param values NaN where there is none
/// @param statuses `P` present, `N` null, `M` not found, `O` outside its maximum age
/// @param times event times in epoch milliseconds, 0 for none
public record FeatureRows(
        List<String> names, double[][] values, char[][] statuses, long[][] times) {

    int size() {
        return values.length;
    }

    FeatureRows slice(int from, int to) {
        return new FeatureRows(
                names,
                Arrays.copyOfRange(values, from, to),
                Arrays.copyOfRange(statuses, from, to),
                Arrays.copyOfRange(times, from, to));
    }

    /// Nothing was found for any row.
    static FeatureRows missing(List<String> names, int rows) {
        double[][] values = new double[rows][names.size()];
        char[][] statuses = new char[rows][names.size()];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(values[row], Double.NaN);
            Arrays.fill(statuses[row], 'M');
        }
        return new FeatureRows(names, values, statuses, new long[rows][names.size()]);
    }
}
