package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One input while its fields are read, in whatever order they come.
final class InputHead {

    private final LimitsConfig limits;
    private @Nullable String name;
    private @Nullable DataType type;
    private @Nullable Shape shape;
    private Map<String, Object> parameters = Map.of();
    private Tensor.@Nullable Content content;
    private BitSet missing = new BitSet(0);

    InputHead(LimitsConfig limits) {
        this.limits = limits;
    }

    void name(String value) {
        name = value;
    }

    void type(String value) {
        type =
                DataType.named(value)
                        .orElseThrow(
                                () -> new BadRequest("unknown datatype '%s'".formatted(value)));
    }

    void parameters(Map<String, Object> values) {
        parameters = values;
    }

    void shape(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new BadRequest("shape must be an array of whole numbers");
        }
        long[] dimensions = new long[limits.dimensions()];
        int rank = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0) {
                throw new BadRequest("shape must be an array of whole numbers, none negative");
            }
            if (rank == dimensions.length) {
                throw new BadRequest("shape has more than %d dimensions".formatted(rank));
            }
            dimensions[rank++] = json.getLongValue();
        }
        shape = Shape.of(Arrays.copyOf(dimensions, rank));
    }

    /// Whether the elements can be read as they come.
    boolean isDescribed() {
        return name != null && type != null && shape != null;
    }

    /// Reads the elements, flat or nested.
    void data(JsonParser json) throws IOException {
        DataType known = known(type, "datatype");
        if (!known.hasJsonForm()) {
            throw new BadRequest(
                    "input '%s': %s cannot travel as JSON, send it as binary data"
                            .formatted(name, known));
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new BadRequest("input '%s': data must be an array".formatted(name));
        }
        if (json instanceof BodyParser body) {
            content = body.numbers(known, elements());
            if (content != null) {
                return;
            }
        }
        collect(json, new ElementBuffer(known(name, "name"), known, elements()));
    }

    private void collect(JsonParser json, ElementBuffer elements) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            switch (token) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case START_OBJECT, END_OBJECT, FIELD_NAME ->
                        throw new BadRequest("input '%s': data holds an object".formatted(name));
                case null -> throw new BadRequest("Unable to parse request: it ends early");
                default -> elements.add(token, json);
            }
        }
        content = elements.content();
        missing = elements.missing();
    }

    /// How many bytes of the body behind the JSON belong to this input; -1 when its data is JSON.
    long binarySize() {
        Object size = parameters.get("binary_data_size");
        if (size == null) {
            return -1;
        }
        if (!(size instanceof Long bytes) || bytes < 0 || content != null) {
            throw new BadRequest(
                    "input '%s': binary_data_size must be a whole number and stand without data"
                            .formatted(name));
        }
        return bytes;
    }

    void binary(ByteBuffer bytes) {
        DataType known = known(type, "datatype");
        content = BinaryTensor.read(known(name, "name"), known, elements(), bytes);
    }

    Tensor tensor() {
        String knownName = known(name, "name");
        if (content == null) {
            throw new BadRequest("input '%s' has no data".formatted(knownName));
        }
        Shape knownShape = known(shape, "shape");
        if (knownShape.elements() == 0) {
            throw new BadRequest("input '%s' has no rows".formatted(knownName));
        }
        return new Tensor(knownName, known(type, "datatype"), knownShape, content, missing);
    }

    private long elements() {
        return ElementCount.of(String.valueOf(name), known(shape, "shape"), limits.elements());
    }

    private <T> T known(@Nullable T value, String field) {
        if (value == null) {
            throw new BadRequest(
                    "an input%s lacks '%s'"
                            .formatted(name == null ? "" : " '" + name + "'", field));
        }
        return value;
    }
}
