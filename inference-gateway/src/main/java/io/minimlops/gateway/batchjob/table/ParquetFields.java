package io.minimlops.gateway.batchjob.table;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/// A Parquet file's columns as fields.
final class ParquetFields {

    private ParquetFields() {}

    static List<Field> of(MessageType schema) {
        return schema.getColumns().stream().map(ParquetFields::field).toList();
    }

    static Field field(ColumnDescriptor column) {
        return new Field(
                String.join(".", column.getPath()),
                kind(column),
                column.getPrimitiveType().getLogicalTypeAnnotation());
    }

    private static Field.Kind kind(ColumnDescriptor column) {
        if (column.getMaxRepetitionLevel() > 0 || column.getPath().length > 1) {
            return Field.Kind.OTHER;
        }
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> Field.Kind.INT32;
            case INT64 -> Field.Kind.INT64;
            case FLOAT -> Field.Kind.FLOAT;
            case DOUBLE -> Field.Kind.DOUBLE;
            case BOOLEAN -> Field.Kind.BOOLEAN;
            case BINARY -> Field.Kind.BYTES;
            case INT96, FIXED_LEN_BYTE_ARRAY -> Field.Kind.OTHER;
        };
    }
}
