package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A tensor's elements as JSON has them. It has no NaN and no infinity: they become null.
public final class JsonElements {

    private JsonElements() {}

    /// Writes the elements `from` to `to`, that one excluded, into an array that is open.
    public static void write(JsonGenerator json, Tensor tensor, int from, int to)
            throws IOException {
        switch (tensor.content()) {
            case Strings strings -> {
                for (byte[] element : strings.elements().subList(from, to)) {
                    json.writeString(new String(element, StandardCharsets.UTF_8));
                }
            }
            case Numbers numbers -> write(json, tensor, numbers.bytes(), from, to);
        }
    }

    private static void write(JsonGenerator json, Tensor tensor, ByteBuffer bytes, int from, int to)
            throws IOException {
        switch (tensor.type()) {
            case FP32 -> {
                for (int i = from; i < to; i++) {
                    write(json, bytes.getFloat(i * 4));
                }
            }
            case FP16, BF16 -> {
                for (int i = from; i < to; i++) {
                    write(json, (float) tensor.number(i));
                }
            }
            case FP64 -> {
                for (int i = from; i < to; i++) {
                    write(json, bytes.getDouble(i * 8));
                }
            }
            case BOOL -> {
                for (int i = from; i < to; i++) {
                    json.writeBoolean(bytes.get(i) != 0);
                }
            }
            case INT64 -> {
                for (int i = from; i < to; i++) {
                    json.writeNumber(bytes.getLong(i * 8));
                }
            }
            case UINT64 -> {
                for (int i = from; i < to; i++) {
                    json.writeNumber(tensor.wholeText(i));
                }
            }
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> {
                for (int i = from; i < to; i++) {
                    json.writeNumber((long) tensor.number(i));
                }
            }
            case BYTES -> throw new IllegalStateException(DataType.BYTES + " holds strings");
        }
    }

    private static void write(JsonGenerator json, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void write(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
