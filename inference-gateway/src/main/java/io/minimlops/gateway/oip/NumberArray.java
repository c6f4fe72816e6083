package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.io.NumberInput;
import io.minimlops.gateway.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a JSON array of plain numbers, flat or nested, straight from the body's bytes into a
/// tensor's: several times as fast as token by token. Whatever is not plain (null, an overflow,
/// broken JSON, another count than expected) it leaves to the parser, which also has the words for
/// what is wrong.
///
/// A whole number up to 2^53 and a power of ten up to 22 are exact doubles, so that their
/// product or quotient is the correctly rounded value (Clinger, 1990); other numbers are parsed the
/// long way.
final class NumberArray {

    private static final int DEEPEST = 16;
    /// So many always fit a long.
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST = 100;
    private static final long EXACT = 1L << 53;
    private static final int GIVE_UP = -1;

    private static final double[] POWERS = new double[23];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private final byte[] bytes;
    private final int end;
    private final DataType type;
    private final ByteBuffer into;
    private int at;
    private long mantissa;
    private int exponent;
    private boolean negative;
    private boolean whole;

    /// @param from behind the opening bracket
    /// @param elements as the shape says
    NumberArray(byte[] bytes, int from, int end, DataType type, long elements) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.type = type;
        int room = isReadable(type, elements) ? (int) elements * type.width() : 0;
        this.into = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A number takes two bytes with its comma: a shape that claims more gets no memory.
    private boolean isReadable(DataType wanted, long elements) {
        boolean known =
                switch (wanted) {
                    case FP32, FP64, INT64, INT32 -> true;
                    case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16, BYTES ->
                            false;
                };
        return known && elements <= (end - at) / 2 + 1;
    }

    /// The elements; null when they are not for this reader.
    @Nullable ByteBuffer read() {
        int depth = 1;
        boolean wantsValue = true;
        while (at < end) {
            byte next = bytes[at];
            if (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
                at++;
            } else if (next == ',' && !wantsValue) {
                wantsValue = true;
                at++;
            } else if (next == ']' && !wantsValue) {
                if (--depth == 0) {
                    return into.hasRemaining() ? null : into.flip();
                }
                at++;
            } else if (next == '[' && wantsValue && depth < DEEPEST) {
                depth++;
                at++;
            } else if (!wantsValue || !number()) {
                return null;
            } else {
                wantsValue = false;
            }
        }
        return null;
    }

    /// Where the closing bracket is, after a successful [#read].
    int position() {
        return at;
    }

    private boolean number() {
        if (into.remaining() < type.width()) {
            return false;
        }
        int start = at;
        int stop = scan();
        if (stop == GIVE_UP) {
            return false;
        }
        at = stop;
        return switch (type) {
            case FP32 -> {
                float value = (float) value(start, stop);
                into.putFloat(value);
                yield Float.isFinite(value);
            }
            case FP64 -> {
                double value = value(start, stop);
                into.putDouble(value);
                yield Double.isFinite(value);
            }
            case INT64 -> {
                into.putLong(negative ? -mantissa : mantissa);
                yield whole && mantissa >= 0;
            }
            case INT32 -> {
                long value = negative ? -mantissa : mantissa;
                into.putInt((int) value);
                yield whole && mantissa >= 0 && value == (int) value;
            }
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16, BYTES -> false;
        };
    }

    private double value(int start, int stop) {
        if (mantissa >= 0 && mantissa <= EXACT && Math.abs(exponent) < POWERS.length) {
            double magnitude =
                    exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
            return negative ? -magnitude : magnitude;
        }
        String text = new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1);
        return NumberInput.parseDouble(text, true);
    }

    /// Where the number ends, or [#GIVE_UP]. A mantissa of too many digits is -1.
    private int scan() {
        negative = bytes[at] == '-';
        int first = negative ? at + 1 : at;
        mantissa = 0;
        exponent = 0;
        whole = true;
        int stop = digits(first);
        if (stop == first || (bytes[first] == '0' && stop > first + 1)) {
            return GIVE_UP;
        }
        if (stop < end && bytes[stop] == '.') {
            whole = false;
            int fraction = stop + 1;
            stop = digits(fraction);
            if (stop == fraction) {
                return GIVE_UP;
            }
            exponent = fraction - stop;
        }
        if (stop - first > LONGEST) {
            return GIVE_UP;
        }
        if (stop - first > MOST_DIGITS) {
            mantissa = -1;
        }
        return stop < end && (bytes[stop] | 0x20) == 'e' ? exponent(stop + 1) : stop;
    }

    private int digits(int from) {
        long value = mantissa;
        int i = from;
        while (i < end) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            i++;
        }
        mantissa = value;
        return i;
    }

    private int exponent(int from) {
        whole = false;
        int i = from;
        boolean down = i < end && bytes[i] == '-';
        if (i < end && (down || bytes[i] == '+')) {
            i++;
        }
        int digits = i;
        int value = 0;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9' && i - digits < 5) {
            value = value * 10 + bytes[i++] - '0';
        }
        boolean goesOn = i < end && bytes[i] >= '0' && bytes[i] <= '9';
        if (i == digits || goesOn) {
            return GIVE_UP;
        }
        exponent += down ? -value : value;
        return i;
    }
}
