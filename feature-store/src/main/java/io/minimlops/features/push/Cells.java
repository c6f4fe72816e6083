package io.minimlops.features.push;

import io.minimlops.features.definition.ValueType;
import io.minimlops.features.offline.EventTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON values as values of a type. Texts are never taken for numbers.
final class Cells {

    private Cells() {}

    /// @throws BadFrame naming column and row
    static List<@Nullable Object> read(
            String column, List<@Nullable Object> values, ValueType type) {
        List<@Nullable Object> read = new ArrayList<>(values.size());
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            Object cell = value == null ? null : cell(value, type);
            if (value != null && cell == null) {
                throw new BadFrame(
                        "Column %s, row %d: %s is not %s"
                                .formatted(column, row, shown(value), type));
            }
            read.add(cell);
        }
        return read;
    }

    private static String shown(Object value) {
        String text = value instanceof String ? "'" + value + "'" : value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /// Null when it does not fit.
    private static @Nullable Object cell(Object value, ValueType type) {
        return switch (type) {
            case STRING -> value instanceof String ? value : null;
            case BOOL -> value instanceof Boolean ? value : null;
            case INT32 -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> value instanceof Number number ? finite(number.doubleValue()) : null;
            case FLOAT -> value instanceof Number number ? finite(number.floatValue()) : null;
            case UNIX_TIMESTAMP -> time(value);
        };
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    /// Whole numbers may be written as 3.0: a column with gaps is a column of floats for many.
    private static @Nullable Long whole(Object value, long least, long most) {
        try {
            long number =
                    switch (value) {
                        case Integer small -> small.longValue();
                        case Long large -> large;
                        case BigInteger huge -> huge.longValueExact();
                        case Double fraction -> new BigDecimal(fraction).longValueExact();
                        case BigDecimal fraction -> fraction.longValueExact();
                        default -> throw new ArithmeticException("not a number");
                    };
            return number >= least && number <= most ? number : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /// ISO 8601 with or without offset (then UTC), a date, or seconds since the epoch.
    private static @Nullable Instant time(Object value) {
        try {
            Instant time =
                    switch (value) {
                        case String text -> EventTime.parse(text.strip());
                        case Integer seconds -> Instant.ofEpochSecond(seconds);
                        case Long seconds -> Instant.ofEpochSecond(seconds);
                        case Double seconds -> micros(BigDecimal.valueOf(seconds));
                        case BigDecimal seconds -> micros(seconds);
                        default -> throw new DateTimeException("not a time");
                    };
            return EventTime.isSane(time) ? time.truncatedTo(ChronoUnit.MICROS) : null;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static Instant micros(BigDecimal seconds) {
        return Instant.EPOCH.plus(
                seconds.movePointRight(6).toBigInteger().longValueExact(), ChronoUnit.MICROS);
    }
}
