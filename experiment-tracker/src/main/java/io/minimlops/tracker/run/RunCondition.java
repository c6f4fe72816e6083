package io.minimlops.tracker.run;

import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.search.Operator;
import io.minimlops.tracker.search.Predicate;
import io.minimlops.tracker.sql.Conditions;
import io.minimlops.tracker.sql.Sql;

/// A comparison as an SQL condition on the run `r`. A run without the key matches nothing but `IS
/// NULL`, not even `!=`.
final class RunCondition {

    private RunCondition() {}

    static Sql of(Comparison comparison) {
        return switch (RunField.of(comparison.field())) {
            case RunField.Metric(var key) -> metric(key, comparison);
            case RunField.Parameter(var key) -> noted("param", key, comparison);
            case RunField.RunTag(var key) -> noted("run_tag", key, comparison);
            case RunField.TimeAttribute(var column) -> Conditions.integer(column, comparison);
            case RunField.TextAttribute(var column) -> text(column, comparison);
            case RunField.Dataset(var expression) -> dataset(expression, comparison);
        };
    }

    /// Compares the latest value. PostgreSQL sorts NaN above all numbers; here it is unequal to all
    /// and above none.
    private static Sql metric(String key, Comparison comparison) {
        Predicate.Number number = Conditions.number(comparison);
        Operator operator = number.operator();
        boolean above = operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
        return Sql.of(
                "exists (select from metric_series m where m.run_seq = r.seq and m.key = ?"
                        + (" and m.value " + operator.sql() + " ?")
                        + (above ? " and m.value <> 'NaN')" : ")"),
                key,
                number.value().doubleValue());
    }

    private static Sql noted(String table, String key, Comparison comparison) {
        Sql exists =
                Sql.of(
                        "exists (select from " + table + " n where n.run_seq = r.seq and n.key = ?",
                        key);
        return comparison.predicate() instanceof Predicate.Absent(boolean negated)
                ? Sql.of(negated ? "" : "not ").add(exists).add(")")
                : exists.add(" and ").add(Conditions.text("n.value", comparison)).add(")");
    }

    private static Sql text(String column, Comparison comparison) {
        if (comparison.predicate() instanceof Predicate.Among && !column.equals("r.run_id")) {
            throw new InvalidSearch(
                    "Only the 'run_id' attribute supports comparison with a list of quoted string values.");
        }
        return Conditions.textOrList(column, comparison);
    }

    private static Sql dataset(String expression, Comparison comparison) {
        return Sql.of(
                        "exists (select from run_dataset x join dataset d on d.id = x.dataset_id"
                                + " where x.run_seq = r.seq and ")
                .add(Conditions.textOrList(expression, comparison))
                .add(")");
    }
}
