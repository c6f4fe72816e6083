package io.minimlops.gateway.batchjob.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/// The column with each row's event time: a timestamp, or RFC 3339 text.
public record EventTimes(Field field) {

    /// Whether a column can tell times at all.
    public static boolean canBe(Field field) {
        return field.kind() == Field.Kind.BYTES
                || field.meaning() instanceof TimestampLogicalTypeAnnotation;
    }

    /// @param faults told of rows without a time
    public @Nullable Instant[] of(Rows rows, Faults faults) {
        Column column = rows.column(field.name());
        @Nullable Instant[] times = new Instant[rows.count()];
        for (int row = 0; row < times.length; row++) {
            if (column.missing().get(row)) {
                faults.add(row, "column '%s' has no time".formatted(field.name()));
            } else {
                times[row] = time(column, row, faults);
            }
        }
        return times;
    }

    private @Nullable Instant time(Column column, int row, Faults faults) {
        return switch (column) {
            case Column.Longs(long[] values, _) -> stamp(values[row]);
            case Column.Texts(byte[][] values, _) -> {
                String text = new String(values[row], UTF_8);
                try {
                    yield OffsetDateTime.parse(text).toInstant();
                } catch (DateTimeException e) {
                    faults.add(
                            row,
                            "column '%s' is no RFC 3339 time: %s".formatted(field.name(), text));
                    yield null;
                }
            }
            case Column.Ints _, Column.Floats _, Column.Doubles _, Column.Flags _ ->
                    throw new IllegalStateException("column tells no time");
        };
    }

    private Instant stamp(long value) {
        if (!(field.meaning() instanceof TimestampLogicalTypeAnnotation stamp)) {
            throw new IllegalStateException("column tells no time");
        }
        return switch (stamp.getUnit()) {
            case MILLIS -> Instant.ofEpochMilli(value);
            case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case NANOS -> Instant.EPOCH.plusNanos(value);
        };
    }
}
