package io.minimlops.gateway.feature;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The model's input as it was assembled, with what is known about every cell.
///
/// @param columns the model's input columns
/// @param values row-major, NaN for missing
/// @param statuses per row one letter per column; `R` given by the request, else see [FeatureRows]
/// @param times event times in epoch milliseconds, 0 for none
public record Vectors(List<String> columns, float[][] values, char[][] statuses, long[][] times) {

    static final Map<Character, String> WORDS =
            Map.of('P', "present", 'N', "null", 'M', "not_found", 'O', "outside_max_age");

    public int rows() {
        return values.length;
    }

    /// As the tensor the model wants.
    public Tensor toTensor(String name) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows() * columns.size() * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : values) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        return Tensor.of(
                name,
                DataType.FP32,
                Shape.of(rows(), columns.size()),
                new Tensor.Numbers(bytes.flip()));
    }

    /// Whether a looked-up cell has no value.
    public boolean isMissing(int row, int column) {
        return statuses[row][column] != 'R' && Float.isNaN(values[row][column]);
    }

    /// How many looked-up cells had which status, for example `features_not_found` → 3.
    public Map<String, Long> statusCounts() {
        Map<String, Long> counts = new TreeMap<>();
        for (char[] row : statuses) {
            for (char status : row) {
                String word = WORDS.get(status);
                if (word != null) {
                    counts.merge("features_" + word, 1L, Long::sum);
                }
            }
        }
        return counts;
    }
}
