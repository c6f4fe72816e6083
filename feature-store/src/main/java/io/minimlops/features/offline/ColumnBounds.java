package io.minimlops.features.offline;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.UnicodeUtil;
import org.jspecify.annotations.Nullable;

/// DuckDB's statistics of a file it wrote, as Iceberg's metrics. DuckDB gives every value as text:
/// booleans as 1 and 0, times as `2001-01-01 00:00:00.5+00`.
final class ColumnBounds {

    /// Characters kept of a text's bounds.
    private static final int TEXT_LENGTH = 16;

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendOffset("+HH:mm", "+00")
                    .toFormatter();

    private ColumnBounds() {}

    /// @param statistics by quoted column name
    static Metrics metrics(Schema schema, long rows, Map<?, ?> statistics) {
        Map<Integer, Long> sizes = new HashMap<>();
        Map<Integer, Long> values = new HashMap<>();
        Map<Integer, Long> nulls = new HashMap<>();
        Map<Integer, Long> nans = new HashMap<>();
        Map<Integer, ByteBuffer> lower = new HashMap<>();
        Map<Integer, ByteBuffer> upper = new HashMap<>();
        statistics.forEach(
                (quoted, told) -> {
                    Types.NestedField field = schema.findField(unquoted(quoted.toString()));
                    if (field == null) {
                        return;
                    }
                    Map<?, ?> column = (Map<?, ?>) told;
                    int id = field.fieldId();
                    putCount(sizes, id, column.get("column_size_bytes"));
                    putCount(values, id, column.get("num_values"));
                    putCount(nulls, id, column.get("null_count"));
                    putCount(nans, id, column.get("nan_count"));
                    if (nans.getOrDefault(id, 0L) == 0) {
                        putBound(lower, field, lowerBound(field.type(), column.get("min")));
                        putBound(upper, field, upperBound(field.type(), column.get("max")));
                    }
                });
        return new Metrics(rows, sizes, values, nulls, nans, lower, upper);
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
    }

    private static void putCount(Map<Integer, Long> counts, int id, @Nullable Object count) {
        if (count != null) {
            counts.put(id, Long.valueOf(count.toString()));
        }
    }

    private static void putBound(
            Map<Integer, ByteBuffer> bounds, Types.NestedField field, @Nullable Object value) {
        if (value != null) {
            bounds.put(field.fieldId(), Conversions.toByteBuffer(field.type(), value));
        }
    }

    private static @Nullable Object lowerBound(Type type, @Nullable Object text) {
        Object value = text == null ? null : parse(type, text.toString());
        return value instanceof CharSequence chars
                ? UnicodeUtil.truncateStringMin(chars.toString(), TEXT_LENGTH)
                : value;
    }

    /// A text all of whose first characters are the largest there is has no upper bound.
    private static @Nullable Object upperBound(Type type, @Nullable Object text) {
        Object value = text == null ? null : parse(type, text.toString());
        return value instanceof CharSequence chars
                ? UnicodeUtil.truncateStringMax(chars.toString(), TEXT_LENGTH)
                : value;
    }

    private static @Nullable Object parse(Type type, String text) {
        return switch (type.typeId()) {
            case BOOLEAN -> text.equals("1") || text.equals("true");
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case STRING -> text;
            case TIMESTAMP -> Sql.micros(OffsetDateTime.parse(text, TIME).toInstant());
            default -> null;
        };
    }
}
