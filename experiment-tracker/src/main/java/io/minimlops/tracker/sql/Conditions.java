package io.minimlops.tracker.sql;

import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.search.Predicate;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Comparisons as SQL conditions on one column, with the rules of what may be compared with what.
public final class Conditions {

    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Conditions() {}

    /// `column = ?` and its like, for text columns.
    public static Sql text(String column, Comparison comparison) {
        return switch (comparison.predicate()) {
            case Predicate.Text(var operator, var value) when operator.isForText() ->
                    operator.isForNumbers()
                            ? Sql.of(column + " " + operator.sql() + " ?", value)
                            : Sql.of(column + " " + operator.sql() + " ? escape ''", value);
            case Predicate.Number(_, var value) ->
                    throw new InvalidSearch(
                            "Expected a quoted string value for %s (e.g. 'my-value'). Got value %s"
                                    .formatted(comparison.field(), value));
            case Predicate _ -> throw wrongComparator(comparison, "=, !=, LIKE, ILIKE");
        };
    }

    /// As [#text], and `IN` a list.
    public static Sql textOrList(String column, Comparison comparison) {
        return comparison.predicate() instanceof Predicate.Among(boolean negated, var values)
                ? Sql.of(
                        column + (negated ? " <> all(?::text[])" : " = any(?::text[])"),
                        (Object) values.toArray(String[]::new))
                : text(column, comparison);
    }

    /// Comparison of a whole-number column; a fraction is compared exactly.
    public static Sql integer(String column, Comparison comparison) {
        Predicate.Number number = number(comparison);
        BigDecimal value = number.value();
        String sign = number.operator().sql();
        boolean whole =
                value.compareTo(MIN) >= 0
                        && value.compareTo(MAX) <= 0
                        && value.remainder(BigDecimal.ONE).signum() == 0;
        return whole
                ? Sql.of(column + " " + sign + " ?", value.longValue())
                : Sql.of(column + "::numeric " + sign + " ?", value);
    }

    /// The number compared with, when the comparison is one of numbers.
    public static Predicate.Number number(Comparison comparison) {
        return switch (comparison.predicate()) {
            case Predicate.Number number when number.operator().isForNumbers() -> number;
            case Predicate.Text(_, var value) ->
                    throw new InvalidSearch(
                            "Expected numeric value type for %s. Found '%s'"
                                    .formatted(entityOf(comparison), value));
            case Predicate _ -> throw wrongComparator(comparison, "=, !=, <, <=, >, >=");
        };
    }

    public static InvalidSearch wrongComparator(Comparison comparison, String allowed) {
        return new InvalidSearch(
                "Invalid comparator in '%s': %s can be compared with %s"
                        .formatted(comparison, comparison.field(), allowed));
    }

    private static String entityOf(Comparison comparison) {
        @Nullable String entity = comparison.field().entity();
        return entity == null ? comparison.field().key() : entity + "." + comparison.field().key();
    }
}
