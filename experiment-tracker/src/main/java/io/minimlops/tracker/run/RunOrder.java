package io.minimlops.tracker.run;

import io.minimlops.tracker.run.Stretch.Noted;
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
import java.util.stream.Stream;

/// In which order runs come: as asked, then the newest first, then by id. What is missing comes
/// last in either direction, and NaN before it.
///
/// The first term cuts the order into stretches, each read from an index in its order. Further
/// terms only decide between equals, so they are looked up beside the runs.
final class RunOrder {

    private static final int MOST_TERMS = 20;

    /// As in the indexes: see the migration that makes them.
    private static final String BEGINNING = "left(%s.value, 120)";

    private final Sql joins = new Sql();
    private final Set<RunField> seen = new HashSet<>();
    private final List<SortKey> further = new ArrayList<>();
    private final List<Stretch> stretches;

    private RunOrder(List<Ordering> orderings) {
        orderings.forEach(this::note);
        orderings.stream().skip(1).forEach(this::decide);
        if (!seen.contains(new RunField.TimeAttribute("r.start_time"))) {
            further.add(new SortKey("r.start_time", false, Type.NUMBER));
        }
        if (!seen.contains(new RunField.TextAttribute("r.run_id"))) {
            further.add(new SortKey("r.run_id", true, Type.TEXT));
        }
        stretches =
                orderings.isEmpty()
                        ? List.of(Stretch.ofAll(joins, keyset()))
                        : stretches(orderings.getFirst());
    }

    static List<Stretch> of(List<Ordering> orderings) {
        if (orderings.size() > MOST_TERMS) {
            throw new InvalidSearch("order_by has more than 20 terms");
        }
        return new RunOrder(orderings).stretches;
    }

    private void note(Ordering ordering) {
        if (!seen.add(RunField.of(ordering.field()))) {
            throw new InvalidSearch("order_by contains duplicate fields");
        }
    }

    private Keyset keyset(SortKey... first) {
        return new Keyset(Stream.concat(Stream.of(first), further.stream()).toList());
    }

    private List<Stretch> stretches(Ordering ordering) {
        boolean ascending = ordering.ascending();
        return switch (RunField.of(ordering.field())) {
            case RunField.Metric metric -> byMetric(metric, ascending);
            case RunField.Parameter(var key) ->
                    byText(new Noted("param", key, new RunField.Parameter(key)), ascending);
            case RunField.RunTag(var key) ->
                    byText(new Noted("run_tag", key, new RunField.RunTag(key)), ascending);
            case RunField.TimeAttribute(var column) when column.equals("r.end_time") ->
                    byEnd(column, ascending);
            case RunField.TimeAttribute(var column) ->
                    List.of(
                            Stretch.ofAll(
                                    joins, keyset(new SortKey(column, ascending, Type.NUMBER))));
            case RunField.TextAttribute(var column) ->
                    List.of(
                            Stretch.ofAll(
                                    joins, keyset(new SortKey(column, ascending, Type.TEXT))));
            case RunField.Dataset _ -> throw noOrder();
        };
    }

    private List<Stretch> byMetric(RunField.Metric metric, boolean ascending) {
        Noted noted = new Noted("metric_series", metric.key(), metric);
        return List.of(
                Stretch.of(
                        noted,
                        joins,
                        Sql.of(" and lead.value < 'NaN'"),
                        keyset(new SortKey("lead.value", ascending, Type.FLOAT))),
                Stretch.of(noted, joins, Sql.of(" and lead.value = 'NaN'"), keyset()),
                Stretch.without(noted, joins, keyset()));
    }

    private List<Stretch> byText(Noted noted, boolean ascending) {
        return List.of(
                Stretch.of(
                        noted,
                        joins,
                        new Sql(),
                        keyset(
                                new SortKey(
                                        BEGINNING.formatted(Stretch.LEADING), ascending, Type.TEXT),
                                new SortKey("lead.value", ascending, Type.TEXT))),
                Stretch.without(noted, joins, keyset()));
    }

    private List<Stretch> byEnd(String column, boolean ascending) {
        Stretch all = Stretch.ofAll(joins, keyset(new SortKey(column, ascending, Type.NUMBER)));
        return List.of(
                all.that(Sql.of(" and r.end_time is not null"), all.keyset()),
                all.that(Sql.of(" and r.end_time is null"), keyset()));
    }

    private void decide(Ordering ordering) {
        String alias = "o" + further.size();
        boolean ascending = ordering.ascending();
        switch (RunField.of(ordering.field())) {
            case RunField.Metric(var key) -> {
                join("metric_series", alias, key);
                metric(alias + ".value", ascending);
            }
            case RunField.Parameter(var key) -> {
                join("param", alias, key);
                optional(alias + ".value", "''", ascending, Type.TEXT);
            }
            case RunField.RunTag(var key) -> {
                join("run_tag", alias, key);
                optional(alias + ".value", "''", ascending, Type.TEXT);
            }
            case RunField.TimeAttribute(var column) when column.equals("r.end_time") ->
                    optional(column, "0", ascending, Type.NUMBER);
            case RunField.TimeAttribute(var column) ->
                    further.add(new SortKey(column, ascending, Type.NUMBER));
            case RunField.TextAttribute(var column) ->
                    further.add(new SortKey(column, ascending, Type.TEXT));
            case RunField.Dataset _ -> throw noOrder();
        }
    }

    private static InvalidSearch noOrder() {
        return new InvalidSearch("Runs cannot be ordered by their datasets");
    }

    private void join(String table, String alias, String key) {
        joins.add(
                " left join %s %s on %s.run_seq = r.seq and %s.key = ?"
                        .formatted(table, alias, alias, alias),
                key);
    }

    private void metric(String column, boolean ascending) {
        String rank = "case when %s is null then 2 when %s = 'NaN' then 1 else 0 end";
        further.add(new SortKey(rank.formatted(column, column), true, Type.NUMBER));
        further.add(
                new SortKey("coalesce(nullif(" + column + ", 'NaN'), 0)", ascending, Type.FLOAT));
    }

    private void optional(String column, String instead, boolean ascending, Type type) {
        further.add(
                new SortKey(
                        "case when " + column + " is null then 1 else 0 end", true, Type.NUMBER));
        further.add(new SortKey("coalesce(" + column + ", " + instead + ")", ascending, type));
    }
}
