package io.minimlops.gateway.oip;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects a tensor's elements from JSON straight into little-endian bytes. Null stands for a
/// missing value: NaN or zero, marked.
public final class ElementBuffer {

    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private final String name;
    private final DataType type;
    private final long expected;
    private final List<byte[]> strings = new ArrayList<>();
    private final BitSet missing = new BitSet();
    private ByteBuffer bytes;
    private int count;

    /// @param expected elements, as the shape says
    public ElementBuffer(String name, DataType type, long expected) {
        this.name = name;
        this.type = type;
        this.expected = expected;
        int first = (int) Math.min(Math.max(expected, 1), 1024) * Math.max(1, type.width());
        this.bytes = ByteBuffer.allocate(first).order(ByteOrder.LITTLE_ENDIAN);
    }

    public void add(JsonToken token, JsonParser json) throws IOException {
        if (count >= expected) {
            throw new BadRequest("unexpected additional input data for '%s'".formatted(name));
        }
        if (token == JsonToken.VALUE_NULL) {
            missing.set(count);
            addMissing();
        } else if (type == DataType.BYTES) {
            require(token == JsonToken.VALUE_STRING, "a string", json);
            strings.add(json.getText().getBytes(UTF_8));
        } else {
            grow();
            put(token, json);
        }
        count++;
    }

    public Content content() {
        if (count != expected) {
            throw new BadRequest(
                    "unexpected size for input '%s': the shape needs %d elements, data has %d"
                            .formatted(name, expected, count));
        }
        return type == DataType.BYTES ? new Strings(strings) : new Numbers(bytes.flip());
    }

    public BitSet missing() {
        return missing;
    }

    private void addMissing() {
        switch (type) {
            case BYTES -> strings.add(new byte[0]);
            case FP32 -> {
                grow();
                bytes.putFloat(Float.NaN);
            }
            case FP64 -> {
                grow();
                bytes.putDouble(Double.NaN);
            }
            default -> {
                grow();
                bytes.put(new byte[type.width()]);
            }
        }
    }

    private void put(JsonToken token, JsonParser json) throws IOException {
        switch (type) {
            case FP32 -> bytes.putFloat(toFloat(token, json));
            case FP64 -> bytes.putDouble(finite(token, json));
            case INT64 -> bytes.putLong(integer(token, json, Long.MIN_VALUE, Long.MAX_VALUE));
            case INT32 ->
                    bytes.putInt((int) integer(token, json, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case INT16 ->
                    bytes.putShort((short) integer(token, json, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT8 -> bytes.put((byte) integer(token, json, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT32 -> bytes.putInt((int) integer(token, json, 0, 0xffff_ffffL));
            case UINT16 -> bytes.putShort((short) integer(token, json, 0, 0xffff));
            case UINT8 -> bytes.put((byte) integer(token, json, 0, 0xff));
            case UINT64 -> bytes.putLong(unsigned(token, json));
            case BOOL -> {
                require(token.isBoolean(), "true or false", json);
                bytes.put((byte) (token == JsonToken.VALUE_TRUE ? 1 : 0));
            }
            case FP16, BF16, BYTES -> throw new IllegalStateException("no JSON number: " + type);
        }
    }

    private float toFloat(JsonToken token, JsonParser json) throws IOException {
        float value = (float) finite(token, json);
        require(Float.isFinite(value), "a number that FP32 can hold", json);
        return value;
    }

    private double finite(JsonToken token, JsonParser json) throws IOException {
        require(token.isNumeric(), "a number", json);
        double value = json.getDoubleValue();
        require(Double.isFinite(value), "a finite number", json);
        return value;
    }

    private long integer(JsonToken token, JsonParser json, long least, long most)
            throws IOException {
        require(token == JsonToken.VALUE_NUMBER_INT, "a whole number", json);
        boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long value = fits ? json.getLongValue() : 0;
        require(
                fits && value >= least && value <= most,
                "a number that " + type + " can hold",
                json);
        return value;
    }

    private long unsigned(JsonToken token, JsonParser json) throws IOException {
        require(token == JsonToken.VALUE_NUMBER_INT, "a whole number", json);
        BigInteger value = json.getBigIntegerValue();
        require(
                value.signum() >= 0 && value.compareTo(TWO_64) < 0,
                "a number that UINT64 can hold",
                json);
        return value.longValue();
    }

    private void require(boolean met, String wanted, JsonParser json) throws IOException {
        if (!met) {
            String text = json.getText();
            throw new BadRequest(
                    "input '%s', element %d: expected %s for %s, got %s"
                            .formatted(
                                    name,
                                    count,
                                    wanted,
                                    type,
                                    text.length() > 40 ? text.substring(0, 40) + "…" : text));
        }
    }

    private void grow() {
        if (bytes.remaining() < type.width()) {
            long room = Math.min(2L * bytes.capacity(), expected * type.width());
            bytes =
                    ByteBuffer.allocate(Math.toIntExact(room))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put(bytes.flip());
        }
    }
}
