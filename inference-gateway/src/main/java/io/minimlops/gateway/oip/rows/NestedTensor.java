package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.ElementBuffer;
import io.minimlops.gateway.oip.ElementCount;
import io.minimlops.gateway.oip.ModelMetadata.TensorMetadata;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A tensor whose shape is the nesting of its JSON.
final class NestedTensor {

    private NestedTensor() {}

    /// Extents of one are added behind until the rank is the model's.
    ///
    /// @throws BadRequest when the nesting is uneven or an element does not fit the datatype
    static Tensor of(TensorMetadata input, JsonNode nested, int mostElements) {
        DataType type = DataType.named(input.datatype()).orElseThrow();
        if (!type.hasJsonForm()) {
            throw new BadRequest(
                    "input '%s': %s cannot travel as JSON".formatted(input.name(), type));
        }
        List<Long> extents = new ArrayList<>();
        for (JsonNode level = nested; level != null && level.isArray(); level = level.get(0)) {
            extents.add((long) level.size());
        }
        requireEven(input.name(), nested, extents, 0);
        while (extents.size() < input.shape().size()) {
            extents.add(1L);
        }
        Shape shape = new Shape(extents);
        long elements = ElementCount.of(input.name(), shape, mostElements);
        if (elements == 0) {
            throw new BadRequest("input '%s' has no rows".formatted(input.name()));
        }
        return filled(input.name(), type, shape, nested, elements);
    }

    private static Tensor filled(
            String name, DataType type, Shape shape, JsonNode nested, long elements) {
        ElementBuffer buffer = new ElementBuffer(name, type, elements);
        try (JsonParser json = nested.traverse()) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    throw new BadRequest("input '%s' holds an object".formatted(name));
                }
                if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    buffer.add(token, json);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Tensor(name, type, shape, buffer.content(), buffer.missing());
    }

    private static void requireEven(String name, JsonNode node, List<Long> extents, int depth) {
        boolean even =
                depth == extents.size()
                        ? !node.isArray()
                        : node.isArray() && node.size() == extents.get(depth);
        if (!even) {
            throw new BadRequest(
                    "input '%s' is nested unevenly, its first element says %s"
                            .formatted(name, extents));
        }
        for (JsonNode child : node) {
            if (depth < extents.size()) {
                requireEven(name, child, extents, depth + 1);
            }
        }
    }
}
