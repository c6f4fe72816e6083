package io.minimlops.gateway.batchjob.table;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/// A column's name and type.
///
/// @param meaning what the stored values stand for, such as text or a time; absent: themselves
public record Field(String name, Kind kind, @Nullable LogicalTypeAnnotation meaning) {

    /// How values are stored.
    public enum Kind {
        INT32,
        INT64,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        BYTES,
        /// A type that can be neither predicted from nor kept.
        OTHER
    }

    public static Field text(String name) {
        return new Field(name, Kind.BYTES, LogicalTypeAnnotation.stringType());
    }

    public static Field whole(String name) {
        return new Field(name, Kind.INT64, null);
    }

    /// In a caller's words.
    public String type() {
        return meaning == null ? kind.name() : kind + " " + meaning;
    }
}
