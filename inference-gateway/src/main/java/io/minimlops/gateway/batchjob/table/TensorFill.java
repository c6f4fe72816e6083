package io.minimlops.gateway.batchjob.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns to a tensor: numbers go straight from the vectors into little-endian bytes, by the rules
/// that hold for numbers in JSON requests, so that the same row predicts the same either way.
public final class TensorFill {

    private final Binding binding;
    private final int rows;
    private final Faults faults;
    private final BitSet missing = new BitSet(0);

    private TensorFill(Binding binding, int rows, Faults faults) {
        this.binding = binding;
        this.rows = rows;
        this.faults = faults;
    }

    /// @param faults told of rows whose values do not fit; their elements mean nothing
    public static Tensor tensor(Binding binding, Rows rows, Faults faults) {
        TensorFill fill = new TensorFill(binding, rows.count(), faults);
        Tensor.Content content =
                binding.type() == DataType.BYTES ? fill.strings(rows) : fill.numbers(rows);
        return new Tensor(
                binding.input(),
                binding.type(),
                binding.shape().withRows(rows.count()),
                content,
                fill.missing);
    }

    private Tensor.Content strings(Rows from) {
        int width = binding.columns().size();
        byte[][] elements = new byte[rows * width][];
        for (int at = 0; at < width; at++) {
            String name = binding.columns().get(at);
            if (!(from.column(name) instanceof Column.Texts(byte[][] values, BitSet absent))) {
                throw new IllegalStateException("column '" + name + "' is no text");
            }
            noteMissing(name, absent, at, width);
            for (int row = 0; row < rows; row++) {
                elements[row * width + at] = values[row];
            }
        }
        return new Tensor.Strings(List.of(elements));
    }

    private Tensor.Content numbers(Rows from) {
        int width = binding.columns().size();
        int size = binding.type().width();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(rows * size, width))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < width; at++) {
            String name = binding.columns().get(at);
            Column column = from.column(name);
            noteMissing(name, column.missing(), at, width);
            fill(bytes, name, column, at * size, width * size);
            voidMissing(bytes, column.missing(), at * size, width * size);
        }
        return new Tensor.Numbers(bytes);
    }

    private void noteMissing(String name, BitSet absent, int at, int width) {
        absent.stream()
                .forEach(
                        row -> {
                            missing.set(row * width + at);
                            if (!binding.nullable()) {
                                faults.add(row, "column '%s' has no value".formatted(name));
                            }
                        });
    }

    /// As missing values of JSON requests are: not a number, or zero.
    private void voidMissing(ByteBuffer bytes, BitSet absent, int offset, int stride) {
        absent.stream()
                .forEach(
                        row -> {
                            int place = offset + row * stride;
                            switch (binding.type()) {
                                case FP32 -> bytes.putFloat(place, Float.NaN);
                                case FP64 -> bytes.putDouble(place, Double.NaN);
                                default -> bytes.put(place, new byte[binding.type().width()]);
                            }
                        });
    }

    private void fill(ByteBuffer bytes, String name, Column column, int offset, int stride) {
        switch (column) {
            case Column.Floats(float[] values, _) when binding.type() == DataType.FP32 -> {
                for (int row = 0; row < rows; row++) {
                    bytes.putFloat(offset + row * stride, values[row]);
                }
            }
            case Column.Floats(float[] values, BitSet absent) ->
                    reals(bytes, name, row -> values[row], absent, offset, stride);
            case Column.Doubles(double[] values, BitSet absent) ->
                    reals(bytes, name, row -> values[row], absent, offset, stride);
            case Column.Ints(int[] values, BitSet absent) ->
                    wholes(bytes, name, row -> values[row], absent, offset, stride);
            case Column.Longs(long[] values, BitSet absent) ->
                    wholes(bytes, name, row -> values[row], absent, offset, stride);
            case Column.Flags(boolean[] values, BitSet absent) ->
                    wholes(bytes, name, row -> values[row] ? 1 : 0, absent, offset, stride);
            case Column.Texts(byte[][] values, BitSet absent) ->
                    texts(bytes, name, values, absent, offset, stride);
        }
    }

    private interface Reals {
        double at(int row);
    }

    private interface Wholes {
        long at(int row);
    }

    private void reals(
            ByteBuffer bytes, String name, Reals values, BitSet absent, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            double value = values.at(row);
            if (!Numeric.put(binding.type(), bytes, offset + row * stride, value)
                    && !absent.get(row)) {
                unfit(row, name, String.valueOf(value));
            }
        }
    }

    private void wholes(
            ByteBuffer bytes, String name, Wholes values, BitSet absent, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            long value = values.at(row);
            if (!Numeric.put(binding.type(), bytes, offset + row * stride, value)
                    && !absent.get(row)) {
                unfit(row, name, String.valueOf(value));
            }
        }
    }

    private void texts(
            ByteBuffer bytes, String name, byte[][] values, BitSet absent, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            if (!absent.get(row)
                    && !Numeric.parse(
                            binding.type(), bytes, offset + row * stride, text(values[row]))) {
                unfit(row, name, text(values[row]));
            }
        }
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, UTF_8);
    }

    private void unfit(int row, String name, String value) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        faults.add(row, "column '%s': %s is no value of %s".formatted(name, shown, binding.type()));
    }
}
