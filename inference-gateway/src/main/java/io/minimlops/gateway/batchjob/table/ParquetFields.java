package io.minimlops.gateway.batchjob.table;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnSchema;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Parquet file's columns as fields.
final class ParquetFields {

    private ParquetFields() {}

    static List<Field> of(ParquetFileReader file) {
        return file.getFileSchema().getColumns().stream()
                .map(column -> new Field(name(column), kind(column), meaning(column.logicalType())))
                .toList();
    }

    private static String name(ColumnSchema column) {
        return String.join(".", column.fieldPath().elements());
    }

    private static Field.Kind kind(ColumnSchema column) {
        if (column.maxRepetitionLevel() > 0 || column.fieldPath().elements().size() > 1) {
            return Field.Kind.OTHER;
        }
        return switch (column.type()) {
            case INT32 -> Field.Kind.INT32;
            case INT64 -> Field.Kind.INT64;
            case FLOAT -> Field.Kind.FLOAT;
            case DOUBLE -> Field.Kind.DOUBLE;
            case BOOLEAN -> Field.Kind.BOOLEAN;
            case BYTE_ARRAY -> Field.Kind.BYTES;
            case INT96, FIXED_LEN_BYTE_ARRAY -> Field.Kind.OTHER;
        };
    }

    private static @Nullable LogicalTypeAnnotation meaning(@Nullable LogicalType type) {
        return switch (type) {
            case LogicalType.StringType _ -> LogicalTypeAnnotation.stringType();
            case LogicalType.DateType _ -> LogicalTypeAnnotation.dateType();
            case LogicalType.IntType(int width, boolean signed) ->
                    LogicalTypeAnnotation.intType(width, signed);
            case LogicalType.DecimalType decimal ->
                    LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision());
            case LogicalType.TimestampType(boolean utc, LogicalType.TimeUnit unit) ->
                    LogicalTypeAnnotation.timestampType(utc, TimeUnit.valueOf(unit.name()));
            case null, default -> null;
        };
    }
}
