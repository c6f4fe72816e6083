package io.minimlops.features.definition;

/// The types a column, a feature or a join key may have, by Feast's names.
public enum ValueType {
    STRING("VARCHAR"),
    INT32("INTEGER"),
    INT64("BIGINT"),
    FLOAT("FLOAT"),
    DOUBLE("DOUBLE"),
    BOOL("BOOLEAN"),
    UNIX_TIMESTAMP("TIMESTAMP WITH TIME ZONE");

    private final String sqlType;

    ValueType(String sqlType) {
        this.sqlType = sqlType;
    }

    /// DuckDB's name of the type.
    public String sqlType() {
        return sqlType;
    }

    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    boolean canBeKey() {
        return this == STRING || this == INT32 || this == INT64;
    }

    /// Whether old values can be read as the new type without loss: what Iceberg allows as a type
    /// promotion.
    boolean widensTo(ValueType wider) {
        return this == wider
                || (this == INT32 && wider == INT64)
                || (this == FLOAT && wider == DOUBLE);
    }
}
