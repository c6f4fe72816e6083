package io.minimlops.features.offline;

import io.minimlops.features.definition.ValueType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// Our types as Iceberg's.
final class ColumnTypes {

    private ColumnTypes() {}

    static Type.PrimitiveType iceberg(ValueType type) {
        return switch (type) {
            case STRING -> Types.StringType.get();
            case INT32 -> Types.IntegerType.get();
            case INT64 -> Types.LongType.get();
            case FLOAT -> Types.FloatType.get();
            case DOUBLE -> Types.DoubleType.get();
            case BOOL -> Types.BooleanType.get();
            case UNIX_TIMESTAMP -> Types.TimestampType.withZone();
        };
    }
}
