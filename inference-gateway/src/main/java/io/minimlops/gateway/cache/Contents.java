package io.minimlops.gateway.cache;

import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tensors as bytes: compared, measured, copied.
final class Contents {

    private static final long TENSOR_BYTES = 128;
    private static final long STRING_BYTES = 24;

    private Contents() {}

    static int hash(Content content) {
        return switch (content) {
            case Numbers(ByteBuffer bytes) -> bytes.hashCode();
            case Strings(List<byte[]> elements) -> {
                int hash = 1;
                for (byte[] element : elements) {
                    hash = 31 * hash + Arrays.hashCode(element);
                }
                yield hash;
            }
        };
    }

    static boolean same(Tensor one, Tensor other) {
        return one.type() == other.type()
                && one.shape().equals(other.shape())
                && same(one.content(), other.content());
    }

    private static boolean same(Content one, Content other) {
        return switch (one) {
            case Numbers(ByteBuffer bytes) ->
                    other instanceof Numbers(ByteBuffer others) && bytes.equals(others);
            case Strings(List<byte[]> elements) ->
                    other instanceof Strings(List<byte[]> others) && same(elements, others);
        };
    }

    private static boolean same(List<byte[]> elements, List<byte[]> others) {
        if (elements.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < elements.size(); i++) {
            if (!Arrays.equals(elements.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    static long bytes(List<Tensor> tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors) {
            bytes += TENSOR_BYTES;
            switch (tensor.content()) {
                case Numbers(ByteBuffer content) -> bytes += content.remaining();
                case Strings(List<byte[]> elements) -> {
                    for (byte[] element : elements) {
                        bytes += STRING_BYTES + element.length;
                    }
                }
            }
        }
        return bytes;
    }

    /// Copies of just these bytes: a tensor may be a view into a whole request or batch.
    static List<Tensor> owned(List<Tensor> tensors) {
        List<Tensor> owned = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            Content content =
                    switch (tensor.content()) {
                        case Numbers(ByteBuffer bytes) ->
                                new Numbers(
                                        ByteBuffer.allocate(bytes.remaining())
                                                .put(bytes.duplicate())
                                                .flip());
                        case Strings(List<byte[]> elements) ->
                                new Strings(elements.stream().map(byte[]::clone).toList());
                    };
            owned.add(Tensor.of(tensor.name(), tensor.type(), tensor.shape(), content));
        }
        return List.copyOf(owned);
    }
}
