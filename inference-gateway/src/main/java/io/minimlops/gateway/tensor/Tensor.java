package io.minimlops.gateway.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;

/// A named array. The content is never changed after construction.
///
/// @param missing elements that were given as null; their content is NaN or zero
public record Tensor(String name, DataType type, Shape shape, Content content, BitSet missing) {

    /// The elements in row-major order.
    public sealed interface Content {}

    /// Little-endian, from position to limit.
    public record Numbers(ByteBuffer bytes) implements Content {
        public Numbers {
            bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        }

        /// A view with a position of its own.
        public ByteBuffer view() {
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /// Elements of [DataType#BYTES].
    public record Strings(List<byte[]> elements) implements Content {}

    public static Tensor of(String name, DataType type, Shape shape, Content content) {
        return new Tensor(name, type, shape, content, new BitSet(0));
    }

    public int rows() {
        return Math.toIntExact(shape.rows());
    }

    /// Element `i` as a double; unsigned and boolean types count from 0.
    public double number(int i) {
        if (!(content instanceof Numbers numbers)) {
            throw new IllegalStateException("tensor '" + name + "' holds strings");
        }
        ByteBuffer bytes = numbers.bytes();
        return switch (type) {
            case FP32 -> bytes.getFloat(i * 4);
            case FP64 -> bytes.getDouble(i * 8);
            case INT64 -> bytes.getLong(i * 8);
            case INT32 -> bytes.getInt(i * 4);
            case INT16 -> bytes.getShort(i * 2);
            case INT8 -> bytes.get(i);
            case UINT8, BOOL -> Byte.toUnsignedInt(bytes.get(i));
            case UINT16 -> Short.toUnsignedInt(bytes.getShort(i * 2));
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(i * 4));
            case UINT64 -> unsigned(bytes.getLong(i * 8));
            case FP16 -> Float.float16ToFloat(bytes.getShort(i * 2));
            case BF16 -> Float.intBitsToFloat(bytes.getShort(i * 2) << 16);
            case BYTES -> throw new IllegalStateException("tensor '" + name + "' holds strings");
        };
    }

    /// Elements from `from` on, one for each place in `into`, as floats.
    public void floats(int from, float[] into) {
        if (type == DataType.FP32 && content instanceof Numbers numbers) {
            numbers.view().asFloatBuffer().get(from, into);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) number(from + i);
        }
    }

    /// Element `i` of a whole-numbered type to its last digit, which a double may not hold.
    public String wholeText(int i) {
        return type.width() == 8 && content instanceof Numbers numbers
                ? whole(numbers.bytes().getLong(i * 8))
                : Long.toString((long) number(i));
    }

    private String whole(long bits) {
        return type == DataType.UINT64 ? Long.toUnsignedString(bits) : Long.toString(bits);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
