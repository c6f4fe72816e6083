package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The example of its input that MLflow saved with a model, as tensors of any number of rows: a
/// model is warmed up on what it will be asked.
///
/// @param rows for each input of the model, the example's rows
record InputExample(List<TensorSpec> inputs, List<List<JsonNode>> rows) {

    /// Empty when the example does not fit the model's inputs.
    ///
    /// @param columns names of the columns of the only input; may be empty
    static Optional<InputExample> of(
            JsonNode example, List<TensorSpec> inputs, List<String> columns) {
        List<List<JsonNode>> rows = new ArrayList<>();
        ExampleTable table = ExampleTable.of(example);
        for (TensorSpec input : inputs) {
            List<JsonNode> found =
                    inputs.size() == 1 && input.shape().rank() > 1
                            ? table.rows(input.name(), columns)
                            : table.column(input.name());
            if (found.isEmpty() || !fits(input, found)) {
                return Optional.empty();
            }
            rows.add(found);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new InputExample(inputs, rows));
    }

    private static boolean fits(TensorSpec input, List<JsonNode> rows) {
        Shape first = shape(input, rows.getFirst(), 1);
        return input.isBatched()
                && input.shape().admits(first)
                && rows.stream().allMatch(row -> leaves(row).count() == first.elements());
    }

    /// The example's rows, over and over.
    List<Tensor> tensors(int count) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            TensorSpec input = inputs.get(i);
            List<JsonNode> example = rows.get(i);
            List<JsonNode> elements = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                leaves(example.get(row % example.size())).forEach(elements::add);
            }
            tensors.add(
                    Tensor.of(
                            input.name(),
                            input.type(),
                            shape(input, example.getFirst(), count),
                            content(input.type(), elements)));
        }
        return tensors;
    }

    /// As the row is nested; of a signature with more dimensions, the others are 1.
    private static Shape shape(TensorSpec input, JsonNode row, int count) {
        List<Long> extents = new ArrayList<>(List.of((long) count));
        for (JsonNode level = row; level != null && level.isArray(); level = level.get(0)) {
            extents.add((long) level.size());
        }
        while (extents.size() < input.shape().rank()) {
            extents.add(1L);
        }
        return new Shape(extents);
    }

    private static Stream<JsonNode> leaves(JsonNode node) {
        return node.isArray() ? node.valueStream().flatMap(InputExample::leaves) : Stream.of(node);
    }

    private static Tensor.Content content(DataType type, List<JsonNode> elements) {
        if (type == DataType.BYTES) {
            return new Tensor.Strings(
                    elements.stream().map(element -> element.asText().getBytes(UTF_8)).toList());
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(elements.size() * type.width()).order(ByteOrder.LITTLE_ENDIAN);
        elements.forEach(element -> put(type, element, bytes));
        return new Tensor.Numbers(bytes.flip());
    }

    private static void put(DataType type, JsonNode element, ByteBuffer bytes) {
        double number = element.isNull() ? Double.NaN : element.asDouble();
        switch (type) {
            case FP32 -> bytes.putFloat((float) number);
            case FP64 -> bytes.putDouble(number);
            case FP16 -> bytes.putShort(Float.floatToFloat16((float) number));
            case BF16 -> bytes.putShort((short) (Float.floatToIntBits((float) number) >>> 16));
            case BOOL -> bytes.put((byte) (element.asBoolean() ? 1 : 0));
            case INT8, UINT8 -> bytes.put((byte) element.asLong());
            case INT16, UINT16 -> bytes.putShort((short) element.asLong());
            case INT32, UINT32 -> bytes.putInt((int) element.asLong());
            case INT64, UINT64 -> bytes.putLong(element.asLong());
            case BYTES -> throw new IllegalArgumentException("strings are no numbers");
        }
    }
}
