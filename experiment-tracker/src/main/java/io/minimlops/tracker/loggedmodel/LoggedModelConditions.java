package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.loggedmodel.LoggedModelQuery.OnDataset;
import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.search.Operator;
import io.minimlops.tracker.search.Predicate;
import io.minimlops.tracker.sql.Conditions;
import io.minimlops.tracker.sql.Sql;
import java.util.List;

/// Comparisons as SQL conditions on the logged model `m`.
final class LoggedModelConditions {

    /// The newest value of metric `k` of model `m`, as `c`.
    static final String CURRENT =
            "select c.value from logged_model_metric c where c.model_id = m.model_id and c.key = ?";

    static final String NEWEST = " order by c.timestamp desc, c.step desc limit 1";

    private LoggedModelConditions() {}

    static Sql of(Comparison comparison, List<OnDataset> datasets) {
        String entity = comparison.field().entity();
        return switch (entity == null ? "attributes" : entity) {
            case "metrics" -> metric(comparison, datasets);
            case "params" -> noted("logged_model_param", comparison);
            case "tags" -> noted("logged_model_tag", comparison);
            case "attributes" -> attribute(comparison);
            case String other ->
                    throw new InvalidSearch(
                            "Invalid entity type '"
                                    + other
                                    + "'. Valid values are ['attributes', 'metrics', 'params', 'tags']");
        };
    }

    /// The attribute's column.
    static String column(String attribute) {
        return switch (attribute) {
            case "name", "model_id", "model_type", "status", "source_run_id", "experiment_id" ->
                    "m." + attribute;
            case "creation_time", "creation_timestamp" -> "m.creation_time";
            case "last_updated_timestamp" -> "m.last_update_time";
            case String other ->
                    throw new InvalidSearch("Invalid attribute key '" + other + "' specified.");
        };
    }

    static boolean isTime(String column) {
        return column.endsWith("_time");
    }

    private static Sql attribute(Comparison comparison) {
        String column = column(comparison.field().key());
        return isTime(column)
                ? Conditions.integer(column, comparison)
                : Conditions.textOrList(column + "::text", comparison);
    }

    private static Sql noted(String table, Comparison comparison) {
        return Sql.of(
                        "exists (select from "
                                + table
                                + " n where n.model_id = m.model_id and n.key = ? and ",
                        comparison.field().key())
                .add(Conditions.textOrList("n.value", comparison))
                .add(")");
    }

    private static Sql metric(Comparison comparison, List<OnDataset> datasets) {
        Predicate.Number number = Conditions.number(comparison);
        Operator operator = number.operator();
        return Sql.of("exists (select from (" + CURRENT, comparison.field().key())
                .add(on(datasets))
                .add(NEWEST + ") current where current.value <> 'NaN' and current.value ")
                .add(operator.sql() + " ?)", number.value().doubleValue());
    }

    /// ` and (…)`: the metric `c` was measured on one of the datasets.
    static Sql on(List<OnDataset> datasets) {
        if (datasets.isEmpty()) {
            return Sql.of("");
        }
        Sql sql = Sql.of(" and (false");
        for (OnDataset dataset : datasets) {
            sql.add(" or (c.dataset_name = ?", dataset.name());
            if (dataset.digest() != null) {
                sql.add(" and c.dataset_digest = ?", dataset.digest());
            }
            sql.add(")");
        }
        return sql.add(")");
    }
}
