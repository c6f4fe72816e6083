package io.minimlops.gateway.batchjob.table;

import io.minimlops.gateway.tensor.DataType;
import java.nio.ByteBuffer;

/// Puts one number into a tensor's bytes, if its datatype can hold it.
final class Numeric {

    private Numeric() {}

    static boolean put(DataType type, ByteBuffer bytes, int place, double value) {
        switch (type) {
            case FP64 -> bytes.putDouble(place, value);
            case FP32 -> {
                bytes.putFloat(place, (float) value);
                return Float.isFinite((float) value) || !Double.isFinite(value);
            }
            case FP16 -> bytes.putShort(place, Float.floatToFloat16((float) value));
            case BF16 ->
                    bytes.putShort(place, (short) (Float.floatToRawIntBits((float) value) >>> 16));
            default -> {
                long whole = (long) value;
                return whole == value && put(type, bytes, place, whole);
            }
        }
        return true;
    }

    static boolean put(DataType type, ByteBuffer bytes, int place, long value) {
        return switch (type) {
            case INT64 -> {
                bytes.putLong(place, value);
                yield true;
            }
            case UINT64 -> {
                bytes.putLong(place, value);
                yield value >= 0;
            }
            case INT32 -> {
                bytes.putInt(place, (int) value);
                yield value == (int) value;
            }
            case UINT32 -> {
                bytes.putInt(place, (int) value);
                yield value == Integer.toUnsignedLong((int) value);
            }
            case INT16 -> {
                bytes.putShort(place, (short) value);
                yield value == (short) value;
            }
            case UINT16 -> {
                bytes.putShort(place, (short) value);
                yield value == Short.toUnsignedLong((short) value);
            }
            case INT8 -> {
                bytes.put(place, (byte) value);
                yield value == (byte) value;
            }
            case UINT8 -> {
                bytes.put(place, (byte) value);
                yield value == Byte.toUnsignedLong((byte) value);
            }
            case BOOL -> {
                bytes.put(place, (byte) value);
                yield value == 0 || value == 1;
            }
            case FP64, FP32, FP16, BF16 -> put(type, bytes, place, (double) value);
            case BYTES -> false;
        };
    }

    /// Decimal notation; `true` and `false` for BOOL.
    static boolean parse(DataType type, ByteBuffer bytes, int place, String text) {
        try {
            return switch (type) {
                case FP64, FP32, FP16, BF16 ->
                        put(type, bytes, place, Double.parseDouble(text.strip()));
                case UINT64 -> {
                    bytes.putLong(place, Long.parseUnsignedLong(text.strip()));
                    yield true;
                }
                case BOOL ->
                        switch (text.strip()) {
                            case "true", "True", "TRUE" -> put(type, bytes, place, 1L);
                            case "false", "False", "FALSE" -> put(type, bytes, place, 0L);
                            default -> put(type, bytes, place, Long.parseLong(text.strip()));
                        };
                default -> put(type, bytes, place, Long.parseLong(text.strip()));
            };
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
