package io.minimlops.tracker.run;

import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.search.Operator;
import io.minimlops.tracker.search.Predicate;
import io.minimlops.tracker.sql.Conditions;
import io.minimlops.tracker.sql.Sql;

/// A comparison as an SQL condition on the run `r` of the experiment `e`. A run without the key
/// matches nothing but `IS NULL`, not even `!=`.
final class RunCondition {

    /// What the indexes hold of a text.
    private static final String BEGINNING = "left(n.value, 120) collate \"C\" = left(?, 120)";

    /// Up to here the beginning is all there is.
    private static final int SHORT = 119;

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

    /// `offset 0` keeps it a probe: joined, a common value deep in an order would be sorted whole.
    private static Sql metric(String key, Comparison comparison) {
        return Sql.of(
                        "exists (select from metric_series m where m.run_seq = r.seq"
                                + " and m.experiment_id = e.id and m.key = ? and ",
                        key)
                .add(value("m", Conditions.number(comparison)))
                .add(" offset 0)");
    }

    /// Compares the latest value. PostgreSQL sorts NaN above all numbers; here it is unequal to all
    /// and above none.
    static Sql value(String alias, Predicate.Number number) {
        Operator operator = number.operator();
        boolean above = operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
        return Sql.of(
                alias
                        + ".value "
                        + operator.sql()
                        + " ?"
                        + (above ? " and %s.value < 'NaN'".formatted(alias) : ""),
                number.value().doubleValue());
    }

    private static Sql noted(String table, String key, Comparison comparison) {
        Sql exists =
                Sql.of(
                        "exists (select from " + table + " n where n.run_seq = r.seq and n.key = ?",
                        key);
        return switch (comparison.predicate()) {
            case Predicate.Absent(boolean negated) ->
                    Sql.of(negated ? "" : "not ").add(exists).add(")");
            case Predicate.Text(var operator, var value) when operator == Operator.EQUAL ->
                    exists.add(" and n.experiment_id = e.id and " + BEGINNING, value)
                            .add(
                                    value.length() > SHORT
                                            ? Sql.of(" and n.value = ?)", value)
                                            : Sql.of(")"));
            case Predicate _ ->
                    exists.add(" and ").add(Conditions.text("n.value", comparison)).add(")");
        };
    }

    private static Sql text(String column, Comparison comparison) {
        if (comparison.predicate() instanceof Predicate.Among && !column.equals("r.run_id")) {
            throw new InvalidSearch(
                    "Only the 'run_id' attribute supports comparison with a list of quoted string"
                            + " values.");
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
