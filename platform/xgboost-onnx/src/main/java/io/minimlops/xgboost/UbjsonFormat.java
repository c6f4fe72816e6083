package io.minimlops.xgboost;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.xgboost.Value.Fields;
import io.minimlops.xgboost.Value.Items;
import io.minimlops.xgboost.Value.Numbers;
import io.minimlops.xgboost.Value.Scalar;
import io.minimlops.xgboost.Value.Text;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `model.ubj`: Universal Binary JSON, draft 12 (<https://ubjson.org>), big-endian. A length
/// is believed only as far as there are bytes for it.
final class UbjsonFormat {

    private static final char UNTYPED = 0;
    private static final long OPEN = -1;

    private final ByteBuffer bytes;

    private UbjsonFormat(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Value read(byte[] bytes) {
        UbjsonFormat format = new UbjsonFormat(ByteBuffer.wrap(bytes));
        try {
            return format.value(format.marker(), 0);
        } catch (BufferUnderflowException e) {
            throw new UnconvertibleModel("not XGBoost's UBJSON: it ends too early", e);
        }
    }

    private Value value(char marker, int depth) {
        if (depth > Value.DEEPEST) {
            throw damaged("nested too deeply");
        }
        return switch (marker) {
            case '{' -> fields(depth);
            case '[' -> array(depth);
            case 'S' -> new Text(text());
            case 'C' -> new Text(String.valueOf((char) bytes.get()));
            case 'Z' -> Value.ABSENT;
            default -> new Scalar(number(marker));
        };
    }

    /// @param type of every element; [#UNTYPED]: each brings its own
    /// @param count of elements; [#OPEN]: until the closing bracket
    private record Header(char type, long count) {}

    private Header header() {
        char type = UNTYPED;
        if (peek() == '$') {
            bytes.get();
            type = (char) bytes.get();
            if (peek() != '#') {
                throw damaged("a typed container without a length");
            }
        }
        if (peek() != '#') {
            return new Header(type, OPEN);
        }
        bytes.get();
        return new Header(type, length());
    }

    private Fields fields(int depth) {
        Header header = header();
        Map<String, Value> members = new LinkedHashMap<>();
        for (long i = 0; header.count() == OPEN ? !closes('}') : i < header.count(); i++) {
            String name = text();
            Value value = value(header.type() == UNTYPED ? marker() : header.type(), depth + 1);
            if (!Value.UNREAD.contains(name)) {
                members.put(name, value);
            }
        }
        return new Fields(members);
    }

    private Value array(int depth) {
        Header header = header();
        if (isNumber(header.type())) {
            return numbers(header);
        }
        List<Value> elements = new ArrayList<>();
        for (long i = 0; header.count() == OPEN ? !closes(']') : i < header.count(); i++) {
            elements.add(value(header.type() == UNTYPED ? marker() : header.type(), depth + 1));
        }
        return !elements.isEmpty() && elements.stream().allMatch(Scalar.class::isInstance)
                ? new Numbers(elements.stream().mapToDouble(e -> ((Scalar) e).number()).toArray())
                : new Items(elements);
    }

    private Numbers numbers(Header header) {
        double[] values = new double[(int) header.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(header.type());
        }
        return new Numbers(values);
    }

    private double number(char marker) {
        return switch (marker) {
            case 'T' -> 1;
            case 'F' -> 0;
            case 'i' -> bytes.get();
            case 'U' -> Byte.toUnsignedInt(bytes.get());
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            case 'd' -> bytes.getFloat();
            case 'D' -> bytes.getDouble();
            default -> throw damaged("unknown marker 0x%02x".formatted((int) marker));
        };
    }

    private static boolean isNumber(char type) {
        return "iUIlLdD".indexOf(type) >= 0;
    }

    private String text() {
        byte[] text = new byte[(int) length()];
        bytes.get(text);
        return new String(text, UTF_8);
    }

    /// Of a string in bytes or of a container in elements: never more than there are bytes left.
    private long length() {
        double length = number(marker());
        if (!(length >= 0 && length <= bytes.remaining())) {
            throw damaged(
                    "a length of %.0f with %d bytes left".formatted(length, bytes.remaining()));
        }
        return (long) length;
    }

    private boolean closes(char bracket) {
        if (peek() != bracket) {
            return false;
        }
        bytes.get();
        return true;
    }

    private char peek() {
        if (!bytes.hasRemaining()) {
            throw new BufferUnderflowException();
        }
        return (char) bytes.get(bytes.position());
    }

    private char marker() {
        char marker = (char) bytes.get();
        return marker == 'N' ? marker() : marker;
    }

    private UnconvertibleModel damaged(String what) {
        return new UnconvertibleModel(
                "not XGBoost's UBJSON: %s at byte %d".formatted(what, bytes.position()));
    }
}
