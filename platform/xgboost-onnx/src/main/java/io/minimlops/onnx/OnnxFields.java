package io.minimlops.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Walks over the fields of one protobuf message without copying it, so that a file of gigabytes
/// can stay where it is.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
public final class OnnxFields {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer message;
    private int start;
    private int field;
    private long number;
    private ByteBuffer payload = ByteBuffer.allocate(0);

    /// @param message from its position to its limit
    public OnnxFields(ByteBuffer message) {
        this.message = message.slice();
    }

    /// Goes to the next field; false behind the last.
    ///
    /// @throws IllegalArgumentException when this is no message
    public boolean next() {
        start = message.position();
        if (!message.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
            case VARINT -> number = varint();
            case FIXED64 -> payload = take(Long.BYTES);
            case LENGTH_DELIMITED -> payload = take(varint());
            case FIXED32 -> payload = take(Integer.BYTES);
            default -> throw new IllegalArgumentException("no protobuf message");
        }
        return true;
    }

    public int field() {
        return field;
    }

    /// The value of a number's field.
    public long number() {
        return number;
    }

    /// The value of a text's or message's field.
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    public String text() {
        return UTF_8.decode(payload()).toString();
    }

    /// The field as it lies in the message, tag and all.
    public ByteBuffer raw() {
        return message.slice(start, message.position() - start);
    }

    /// The payload of the first field of that number.
    public static Optional<ByteBuffer> find(ByteBuffer message, int field) {
        OnnxFields fields = new OnnxFields(message);
        while (fields.next()) {
            if (fields.field() == field) {
                return Optional.of(fields.payload());
            }
        }
        return Optional.empty();
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > message.remaining()) {
            throw new IllegalArgumentException("a protobuf message that ends too early");
        }
        ByteBuffer taken = message.slice(message.position(), (int) length);
        message.position(message.position() + (int) length);
        return taken;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!message.hasRemaining()) {
                throw new IllegalArgumentException("a protobuf message that ends too early");
            }
            byte next = message.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("no protobuf message");
    }
}
