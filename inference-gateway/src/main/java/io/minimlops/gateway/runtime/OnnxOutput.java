package io.minimlops.gateway.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Hands a batch's output out to its requests, as copies: the native memory is used again at once.
final class OnnxOutput {

    private OnnxOutput() {}

    /// @param rows of each request; a single request takes the output whole, whatever its shape
    static List<Tensor> split(TensorSpec output, OnnxTensor value, int[] rows) throws OrtException {
        Shape shape = Shape.of(value.getInfo().getShape());
        if (output.type() == DataType.BYTES) {
            List<byte[]> strings = new ArrayList<>();
            flatten(value.getValue(), strings);
            return splitStrings(output, shape, strings, rows);
        }
        return splitNumbers(output, shape, value.getByteBuffer(), rows);
    }

    private static List<Tensor> splitNumbers(
            TensorSpec output, Shape shape, ByteBuffer bytes, int[] rows) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (rows.length == 1) {
            return List.of(tensor(output, shape, copy(bytes, 0, bytes.remaining())));
        }
        int rowBytes = Math.toIntExact(shape.perRow().elements() * output.type().width());
        List<Tensor> parts = new ArrayList<>(rows.length);
        int at = 0;
        for (int count : rows) {
            ByteBuffer part = copy(bytes, at, count * rowBytes);
            parts.add(tensor(output, shape.withRows(count), part));
            at += count * rowBytes;
        }
        return parts;
    }

    private static Tensor tensor(TensorSpec output, Shape shape, ByteBuffer bytes) {
        return Tensor.of(output.name(), output.type(), shape, new Tensor.Numbers(bytes));
    }

    private static ByteBuffer copy(ByteBuffer from, int at, int length) {
        return ByteBuffer.allocate(length).put(0, from, from.position() + at, length);
    }

    private static List<Tensor> splitStrings(
            TensorSpec output, Shape shape, List<byte[]> strings, int[] rows) {
        if (rows.length == 1) {
            return List.of(strings(output, shape, strings));
        }
        int perRow = Math.toIntExact(shape.perRow().elements());
        List<Tensor> parts = new ArrayList<>(rows.length);
        int at = 0;
        for (int count : rows) {
            int end = at + count * perRow;
            parts.add(strings(output, shape.withRows(count), strings.subList(at, end)));
            at = end;
        }
        return parts;
    }

    private static Tensor strings(TensorSpec output, Shape shape, List<byte[]> elements) {
        return Tensor.of(
                output.name(), DataType.BYTES, shape, new Tensor.Strings(List.copyOf(elements)));
    }

    /// ONNX Runtime gives strings as arrays nested as deep as the shape.
    private static void flatten(Object value, List<byte[]> into) {
        switch (value) {
            case Object[] nested -> {
                for (Object element : nested) {
                    flatten(element, into);
                }
            }
            case String text -> into.add(text.getBytes(UTF_8));
            default -> throw new IllegalStateException("no string: " + value.getClass());
        }
    }
}
