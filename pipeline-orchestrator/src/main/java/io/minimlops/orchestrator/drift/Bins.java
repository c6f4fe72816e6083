package io.minimlops.orchestrator.drift;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;

/// How a column's values fall into cells whose counts can be compared. `NaN` falls into none.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Bins.Intervals.class, name = "intervals"),
    @JsonSubTypes.Type(value = Bins.Values.class, name = "values")
})
public sealed interface Bins {

    /// Number of cells.
    int size();

    /// The cell of a value that is not `NaN`.
    int cell(double value);

    default long[] count(double[] values) {
        long[] counts = new long[size()];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[cell(value)]++;
            }
        }
        return counts;
    }

    /// Right-closed intervals `(-inf, e0] (e0, e1] … (ek, +inf)`: one more cell than inner edges.
    /// Right-closed, so that the many rows that sit exactly on an edge (a share of zero) have a
    /// cell of their own.
    ///
    /// @param edges strictly ascending
    @SuppressWarnings("ArrayRecordComponent") // frozen numbers, written once
    record Intervals(double[] edges) implements Bins {
        @Override
        public int size() {
            return edges.length + 1;
        }

        @Override
        public int cell(double value) {
            int at = Arrays.binarySearch(edges, value + 0.0); // -0.0 is 0.0
            return at >= 0 ? at : -at - 1;
        }
    }

    /// One cell per value, and a last one for every other: those that were rare in the reference,
    /// and new ones.
    ///
    /// @param values strictly ascending
    @SuppressWarnings("ArrayRecordComponent") // frozen numbers, written once
    record Values(double[] values) implements Bins {
        @Override
        public int size() {
            return values.length + 1;
        }

        @Override
        public int cell(double value) {
            int at = Arrays.binarySearch(values, value + 0.0);
            return at >= 0 ? at : values.length;
        }
    }
}
