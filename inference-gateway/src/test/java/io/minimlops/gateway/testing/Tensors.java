package io.minimlops.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors for tests.
public final class Tensors {

    private Tensors() {}

    /// FP32 `[rows, width]`; null is NaN.
    public static Tensor matrix(String name, JsonNode rows) {
        float[][] values = new float[rows.size()][rows.path(0).size()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                JsonNode value = rows.get(row).get(column);
                values[row][column] = value.isNull() ? Float.NaN : (float) value.doubleValue();
            }
        }
        return matrix(name, values);
    }

    public static Tensor matrix(String name, float[]... rows) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        return numbers(name, DataType.FP32, Shape.of(rows.length, rows[0].length), bytes.flip());
    }

    public static Tensor numbers(String name, DataType type, Shape shape, ByteBuffer bytes) {
        return Tensor.of(name, type, shape, new Tensor.Numbers(bytes));
    }
}
