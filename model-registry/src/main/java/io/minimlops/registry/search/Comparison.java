package io.minimlops.registry.search;

import java.util.List;

/// One comparison of a filter.
record Comparison(Subject subject, Operator operator, Value value) {

    sealed interface Subject {
        record OfAttribute(String name) implements Subject {}

        record OfTag(String key) implements Subject {}
    }

    sealed interface Value {
        record Text(String text) implements Value {}

        /// @param literal as written, a decimal number
        record Number(String literal) implements Value {}

        record TextList(List<String> texts) implements Value {}
    }

    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LIKE("LIKE"),
        ILIKE("ILIKE"),
        IN("IN"),
        NOT_IN("NOT IN");

        final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }
}
