package io.minimlops.tracker.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// The right-hand side of a comparison, operator included.
public sealed interface Predicate {

    record Text(Operator operator, String value) implements Predicate {
        @Override
        public String toString() {
            return operator.sql() + ' ' + quoted(value);
        }
    }

    record Number(Operator operator, BigDecimal value) implements Predicate {
        @Override
        public String toString() {
            return operator.sql() + ' ' + value;
        }
    }

    record Among(boolean negated, List<String> values) implements Predicate {
        @Override
        public String toString() {
            return values.stream()
                    .map(Predicate::quoted)
                    .collect(Collectors.joining(", ", negated ? "NOT IN (" : "IN (", ")"));
        }
    }

    record Absent(boolean negated) implements Predicate {
        @Override
        public String toString() {
            return negated ? "IS NOT NULL" : "IS NULL";
        }
    }

    /// A string literal; a quote within it is doubled.
    static String quoted(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
