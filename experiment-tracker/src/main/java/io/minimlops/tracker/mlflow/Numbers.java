package io.minimlops.tracker.mlflow;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers and enums as text, as they come in query strings and in JSON written by protobuf.
final class Numbers {

    /// Beyond any whole number of 64 bits; keeps `1e999999999` from becoming a billion digits.
    private static final int MOST_DIGITS = 40;

    private Numbers() {}

    /// @throws IllegalArgumentException when the text is no whole number of 64 bits
    static long int64(String text) {
        BigDecimal number = new BigDecimal(text.strip());
        if (number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException(text);
        }
        return number.longValueExact();
    }

    static double float64(String text) {
        return switch (text) {
            case "NaN", "nan" -> Double.NaN;
            case "Infinity", "+Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /// By name, or by number counted from 1.
    static <E extends Enum<E>> E named(Class<E> type, String text) {
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
            int number = Integer.parseInt(text);
            E[] constants = type.getEnumConstants();
            if (number < 1 || number > constants.length) {
                throw new IllegalArgumentException(text);
            }
            return constants[number - 1];
        }
        return Enum.valueOf(type, text);
    }

    /// A number in a query string.
    static int int32(String parameter, @Nullable String text, int absent) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            return Math.toIntExact(int64(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Required.invalid(parameter, '"' + text + '"');
        }
    }

    /// A number in a query string, null when absent.
    static @Nullable Long int64(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return int64(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Required.invalid(parameter, '"' + text + '"');
        }
    }

    static ViewType viewType(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return ViewType.ACTIVE_ONLY;
        }
        try {
            return named(ViewType.class, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Required.invalid("view_type", '"' + text + '"');
        }
    }
}
