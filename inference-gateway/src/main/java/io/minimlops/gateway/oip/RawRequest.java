package io.minimlops.gateway.oip;

import io.minimlops.gateway.oip.ModelDirectory.Inputs;
import io.minimlops.gateway.oip.ModelMetadata.TensorMetadata;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// A request without a head: the body is one row of the model's only input, and its size tells the
/// one extent that may be open. All outputs are wanted, as binary data.
final class RawRequest {

    private RawRequest() {}

    static InferRequest of(Inputs model, ByteBuffer body, int mostElements) {
        if (model.tensors().size() != 1) {
            throw new BadRequest(
                    "a raw request needs a model of one input, this one has %d"
                            .formatted(model.tensors().size()));
        }
        TensorMetadata input = model.tensors().getFirst();
        DataType type = DataType.named(input.datatype()).orElseThrow();
        Shape shape = type == DataType.BYTES ? one(input) : fitted(input, type, body.remaining());
        long elements = ElementCount.of(input.name(), shape, mostElements);
        Content content =
                type == DataType.BYTES
                        ? new Strings(List.of(bytes(body)))
                        : BinaryTensor.read(input.name(), type, elements, body);
        return new InferRequest(
                null,
                Map.of("binary_data_output", true),
                Map.of(input.name(), Tensor.of(input.name(), type, shape, content)),
                List.of());
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    private static Shape one(TensorMetadata input) {
        if (input.shape().stream().anyMatch(extent -> extent > 1)) {
            throw new BadRequest(
                    "a raw request of BYTES needs an input of one element, '%s' has the shape %s"
                            .formatted(input.name(), input.shape()));
        }
        return new Shape(input.shape().stream().map(any -> 1L).toList());
    }

    private static Shape oneRow(TensorMetadata input) {
        Shape shape = new Shape(input.shape());
        return shape.rows() == Shape.ANY ? shape.withRows(1) : shape;
    }

    private static Shape fitted(TensorMetadata input, DataType type, int bytes) {
        Shape row = oneRow(input);
        long open = row.dimensions().stream().filter(extent -> extent < 0).count();
        if (open > 1) {
            throw new BadRequest(
                    "a raw request needs an input with one open extent at most, '%s' has the shape %s"
                            .formatted(input.name(), input.shape()));
        }
        long known =
                row.dimensions().stream()
                        .filter(extent -> extent > 0)
                        .reduce(1L, Math::multiplyExact);
        long extent = bytes / type.width() / known;
        return new Shape(row.dimensions().stream().map(d -> d < 0 ? extent : d).toList());
    }
}
