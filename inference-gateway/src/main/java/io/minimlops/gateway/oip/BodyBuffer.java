package io.minimlops.gateway.oip;

import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// An answer's body while it grows: text first, then tensors' bytes.
final class BodyBuffer extends OutputStream {

    private static final int USUAL = 512;

    private final Buffer buffer = Buffer.buffer(USUAL);

    @Override
    public void write(int b) {
        buffer.appendByte((byte) b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        buffer.appendBytes(bytes, from, length);
    }

    /// As the binary tensor extension has it.
    void append(Tensor tensor) {
        switch (tensor.content()) {
            case Numbers numbers -> append(numbers.view());
            case Strings strings -> {
                for (byte[] element : strings.elements()) {
                    buffer.appendIntLE(element.length).appendBytes(element);
                }
            }
        }
    }

    private void append(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.position();
            buffer.appendBytes(bytes.array(), from, bytes.remaining());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            buffer.appendBytes(copy);
        }
    }

    int length() {
        return buffer.length();
    }

    Buffer buffer() {
        return buffer;
    }
}
