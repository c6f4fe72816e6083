package io.minimlops.tracker.search;

import java.util.Arrays;
import java.util.Optional;

/// How two values are compared. [#sql] is also the operator's form in PostgreSQL.
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LIKE("LIKE"),
    ILIKE("ILIKE");

    private final String sql;

    Operator(String sql) {
        this.sql = sql;
    }

    public String sql() {
        return sql;
    }

    public boolean isForNumbers() {
        return this != LIKE && this != ILIKE;
    }

    public boolean isForText() {
        return this == EQUAL || this == NOT_EQUAL || this == LIKE || this == ILIKE;
    }

    static Optional<Operator> named(String word) {
        return Arrays.stream(values()).filter(o -> o.sql.equalsIgnoreCase(word)).findFirst();
    }
}
