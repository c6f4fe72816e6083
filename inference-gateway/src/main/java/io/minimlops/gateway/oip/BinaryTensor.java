package io.minimlops.gateway.oip;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The binary tensor extension: little-endian elements; a string is its length as UINT32, then its
/// bytes.
public final class BinaryTensor {

    private BinaryTensor() {}

    public static Content read(String name, DataType type, long elements, ByteBuffer bytes) {
        if (type == DataType.BYTES) {
            return strings(name, elements, bytes);
        }
        if (bytes.remaining() != elements * type.width()) {
            throw new BadRequest(
                    "unexpected size for input '%s': the shape needs %d bytes, %d were sent"
                            .formatted(name, elements * type.width(), bytes.remaining()));
        }
        return new Numbers(bytes);
    }

    private static Strings strings(String name, long elements, ByteBuffer bytes) {
        ByteBuffer from = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> strings = new ArrayList<>();
        while (from.hasRemaining()) {
            int length = from.remaining() < 4 ? -1 : from.getInt();
            if (length < 0 || length > from.remaining() || strings.size() >= elements) {
                throw new BadRequest(
                        "input '%s': its bytes are not %d strings".formatted(name, elements));
            }
            byte[] element = new byte[length];
            from.get(element);
            strings.add(element);
        }
        if (strings.size() != elements) {
            throw new BadRequest(
                    "input '%s': its bytes are %d strings, the shape needs %d"
                            .formatted(name, strings.size(), elements));
        }
        return new Strings(strings);
    }

    /// In bytes.
    static int size(Tensor tensor) {
        return switch (tensor.content()) {
            case Numbers numbers -> numbers.bytes().remaining();
            case Strings(List<byte[]> elements) ->
                    elements.stream().mapToInt(element -> 4 + element.length).sum();
        };
    }

    public static byte[] write(Tensor tensor) {
        return switch (tensor.content()) {
            case Numbers numbers -> {
                byte[] bytes = new byte[numbers.bytes().remaining()];
                numbers.view().get(bytes);
                yield bytes;
            }
            case Strings(List<byte[]> elements) -> {
                ByteBuffer bytes = ByteBuffer.allocate(size(tensor)).order(ByteOrder.LITTLE_ENDIAN);
                elements.forEach(element -> bytes.putInt(element.length).put(element));
                yield bytes.array();
            }
        };
    }
}
