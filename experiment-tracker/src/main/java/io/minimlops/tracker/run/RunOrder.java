package io.minimlops.tracker.run;

import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.search.Ordering;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.SortKey;
import io.minimlops.tracker.sql.SortKey.Type;
import io.minimlops.tracker.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// In which order runs come: as asked, then the newest first, then by id. What is missing comes
/// last in either direction, and NaN before it.
///
/// @param joins what brings metrics, parameters and tags beside the run `r`
record RunOrder(Keyset keyset, Sql joins) {

    private static final int MOST_TERMS = 20;

    static RunOrder of(List<Ordering> orderings) {
        if (orderings.size() > MOST_TERMS) {
            throw new InvalidSearch("order_by has more than 20 terms");
        }
        List<SortKey> keys = new ArrayList<>();
        Sql joins = new Sql();
        Set<RunField> seen = new HashSet<>();
        for (Ordering ordering : orderings) {
            RunField field = RunField.of(ordering.field());
            if (!seen.add(field)) {
                throw new InvalidSearch("order_by contains duplicate fields");
            }
            keys.addAll(keys(field, "o" + seen.size(), ordering.ascending(), joins));
        }
        if (!seen.contains(new RunField.TimeAttribute("r.start_time"))) {
            keys.add(new SortKey("r.start_time", false, Type.NUMBER));
        }
        if (!seen.contains(new RunField.TextAttribute("r.run_id"))) {
            keys.add(new SortKey("r.run_id", true, Type.TEXT));
        }
        return new RunOrder(new Keyset(keys), joins);
    }

    private static List<SortKey> keys(RunField field, String alias, boolean ascending, Sql joins) {
        return switch (field) {
            case RunField.Metric(var key) -> {
                join(joins, "metric_series", alias, key);
                yield metric(alias + ".value", ascending);
            }
            case RunField.Parameter(var key) -> {
                join(joins, "param", alias, key);
                yield optional(alias + ".value", "''", ascending, Type.TEXT);
            }
            case RunField.RunTag(var key) -> {
                join(joins, "run_tag", alias, key);
                yield optional(alias + ".value", "''", ascending, Type.TEXT);
            }
            case RunField.TimeAttribute(var column) when column.equals("r.end_time") ->
                    optional(column, "0", ascending, Type.NUMBER);
            case RunField.TimeAttribute(var column) ->
                    List.of(new SortKey(column, ascending, Type.NUMBER));
            case RunField.TextAttribute(var column) ->
                    List.of(new SortKey(column, ascending, Type.TEXT));
            case RunField.Dataset _ ->
                    throw new InvalidSearch("Runs cannot be ordered by their datasets");
        };
    }

    private static void join(Sql joins, String table, String alias, String key) {
        joins.add(
                " left join %s %s on %s.run_seq = r.seq and %s.key = ?"
                        .formatted(table, alias, alias, alias),
                key);
    }

    private static List<SortKey> metric(String column, boolean ascending) {
        String rank = "case when %s is null then 2 when %s = 'NaN' then 1 else 0 end";
        return List.of(
                new SortKey(rank.formatted(column, column), true, Type.NUMBER),
                new SortKey("coalesce(nullif(" + column + ", 'NaN'), 0)", ascending, Type.FLOAT));
    }

    private static List<SortKey> optional(
            String column, String instead, boolean ascending, Type type) {
        return List.of(
                new SortKey(
                        "case when " + column + " is null then 1 else 0 end", true, Type.NUMBER),
                new SortKey("coalesce(" + column + ", " + instead + ")", ascending, type));
    }
}
