package io.minimlops.features.trainingset;

import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.offline.Sql;
import io.minimlops.features.trainingset.TrainingSetPlan.Column;
import io.minimlops.features.trainingset.TrainingSetPlan.Spine;
import io.minimlops.features.trainingset.TrainingSetPlan.ViewPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The point-in-time join as DuckDB SQL.
///
/// For each spine row and view it takes, of the view's rows with the same keys, no later than the
/// spine row, and no older than the ttl (both bounds inclusive), the one with the latest time; of
/// equal times the latest created, a row without created counting as the earliest; of equal ones
/// the largest by its feature values in view order, null being the smallest. Every spine row gives
/// one row. A null key matches nothing. Values that are not finite are no values.
final class PointInTimeJoin {

    private PointInTimeJoin() {}

    /// Creates the table `spine`, its rows numbered by `__row` from 1 in the set's row order.
    static String spine(Spine spine, String relation) {
        String time = Sql.name(spine.source().timestampField());
        Set<String> order = new LinkedHashSet<>(List.of(spine.source().timestampField()));
        outputColumns(spine).forEach(column -> order.add(column.name()));
        order.addAll(spine.order());
        String columns =
                outputColumns(spine)
                        .map(column -> typed(column.name(), column.type().sqlType()))
                        .collect(Collectors.joining(", "));
        return """
        CREATE TEMP TABLE spine AS
        SELECT row_number() OVER (ORDER BY %s) AS __row, %s AS __time, %s
        FROM %s WHERE %s >= %s AND %s < %s"""
                .formatted(
                        order.stream()
                                .map(name -> Sql.name(name) + " ASC NULLS FIRST")
                                .collect(Collectors.joining(", ")),
                        time,
                        columns.isEmpty() ? "NULL AS __none" : columns,
                        relation,
                        time,
                        Sql.time(spine.start()),
                        time,
                        Sql.time(spine.end()));
    }

    private static Stream<Column> outputColumns(Spine spine) {
        return Stream.of(spine.keys().stream(), spine.columns().stream(), label(spine))
                .flatMap(columns -> columns);
    }

    private static Stream<Column> label(Spine spine) {
        return Stream.ofNullable(spine.label());
    }

    private static String typed(String name, String type) {
        return "CAST(%1$s AS %2$s) AS %1$s".formatted(Sql.name(name), type);
    }

    /// Creates the table `v<number>` with `__row` and the view's features, for the spine rows that
    /// have a match.
    static List<String> view(int number, ViewPlan view, String relation, boolean filterByCreated) {
        boolean filter = filterByCreated && view.source().createdTimestampField() != null;
        return List.of(
                events(number, view, relation, filter),
                filter ? joinKnown(number, view) : joinLatest(number, view),
                "DROP TABLE e" + number);
    }

    /// The view's rows that can match at all.
    private static String events(int number, ViewPlan view, String relation, boolean filter) {
        Source source = view.source();
        String created =
                source.createdTimestampField() == null
                        ? "NULL::TIMESTAMPTZ"
                        : Sql.name(source.createdTimestampField());
        Stream<String> keys = view.keys().stream().map(key -> Sql.name(key) + " IS NOT NULL");
        Stream<String> known = filter ? Stream.of(created + " IS NOT NULL") : Stream.empty();
        return """
        CREATE TEMP TABLE e%d AS
        SELECT %s, %s AS __time, %s AS __created, %s FROM %s WHERE %s"""
                .formatted(
                        number,
                        Sql.names(view.keys()),
                        Sql.name(source.timestampField()),
                        created,
                        view.features().stream()
                                .map(PointInTimeJoin::finite)
                                .collect(Collectors.joining(", ")),
                        relation,
                        Stream.concat(keys, known).collect(Collectors.joining(" AND ")));
    }

    private static String finite(Feature feature) {
        String name = Sql.name(feature.name());
        String value = "CAST(%s AS %s)".formatted(name, feature.valueType().sqlType());
        return feature.valueType().isFloating()
                ? "CASE WHEN isfinite(%1$s) THEN %1$s END AS %2$s".formatted(value, name)
                : value + " AS " + name;
    }

    /// Looks up the time first, on keys alone, and only then breaks the ties of the times found.
    private static String joinLatest(int number, ViewPlan view) {
        return """
        CREATE TEMP TABLE v%1$d AS
        WITH matched AS (
            SELECT s.__row, %2$s, e.__time FROM (%3$s) s
            ASOF JOIN (SELECT DISTINCT %4$s, __time FROM e%1$d) e
            ON %5$s AND s.__time >= e.__time
            WHERE %6$s),
        best AS (
            SELECT * FROM e%1$d SEMI JOIN matched USING (%4$s, __time)
            QUALIFY row_number() OVER (PARTITION BY %4$s, __time ORDER BY %7$s) = 1)
        SELECT matched.__row, %8$s FROM matched JOIN best USING (%4$s, __time)"""
                .formatted(
                        number,
                        prefixed("s", view.keys()),
                        spineKeys(view),
                        Sql.names(view.keys()),
                        sameKeys(view, "s", "e"),
                        withinTtl(view, "e.__time"),
                        latestFirst(view),
                        prefixed("best", names(view)));
    }

    /// A row can be chosen from the later of its time and its created on. So walking through the
    /// rows in that order with the best one so far, each spine row needs a single look back.
    private static String joinKnown(int number, ViewPlan view) {
        String best =
                Stream.concat(Stream.of("t: __time", "c: __created"), rankedFeatures(view))
                        .collect(Collectors.joining(", ", "{", "}"));
        return """
        CREATE TEMP TABLE v%1$d AS
        WITH known AS (
            SELECT DISTINCT ON (%3$s, __known) %3$s, __known, __best FROM (
                SELECT *, max(%6$s) OVER (PARTITION BY %3$s ORDER BY __known
                                          RANGE UNBOUNDED PRECEDING) AS __best
                FROM (SELECT *, greatest(__time, __created) AS __known FROM e%1$d)))
        SELECT s.__row, %7$s FROM (%2$s) s
        ASOF JOIN known e ON %4$s AND s.__time >= e.__known
        WHERE %5$s"""
                .formatted(
                        number,
                        spineKeys(view),
                        Sql.names(view.keys()),
                        sameKeys(view, "s", "e"),
                        withinTtl(view, "e.__best.t"),
                        best,
                        bestFeatures(view));
    }

    private static Stream<String> rankedFeatures(ViewPlan view) {
        List<String> ranked = new ArrayList<>();
        for (int i = 0; i < view.features().size(); i++) {
            String name = Sql.name(view.features().get(i).name());
            ranked.add("has%d: %s IS NOT NULL".formatted(i, name));
            ranked.add("f%d: %s".formatted(i, name));
        }
        return ranked.stream();
    }

    private static String bestFeatures(ViewPlan view) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < view.features().size(); i++) {
            columns.add("e.__best.f%d AS %s".formatted(i, Sql.name(view.features().get(i).name())));
        }
        return Sql.list(columns);
    }

    private static String spineKeys(ViewPlan view) {
        return "SELECT __row, __time, %s FROM spine WHERE %s"
                .formatted(
                        Sql.names(view.keys()),
                        view.keys().stream()
                                .map(key -> Sql.name(key) + " IS NOT NULL")
                                .collect(Collectors.joining(" AND ")));
    }

    private static String sameKeys(ViewPlan view, String left, String right) {
        return view.keys().stream()
                .map(Sql::name)
                .map(key -> "%s.%s = %s.%s".formatted(left, key, right, key))
                .collect(Collectors.joining(" AND "));
    }

    private static String withinTtl(ViewPlan view, String time) {
        return view.ttl() == null
                ? "true"
                : "%s >= s.__time - to_microseconds(%d)"
                        .formatted(time, view.ttl().toNanos() / 1_000);
    }

    private static String latestFirst(ViewPlan view) {
        return Stream.concat(
                        Stream.of("__created DESC NULLS LAST"),
                        names(view).stream().map(name -> Sql.name(name) + " DESC NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    private static List<String> names(ViewPlan view) {
        return view.features().stream().map(Feature::name).toList();
    }

    private static String prefixed(String prefix, List<String> names) {
        return names.stream()
                .map(name -> prefix + "." + Sql.name(name))
                .collect(Collectors.joining(", "));
    }

    /// The result, in row order, once `spine` and all `v<number>` are there.
    static String result(TrainingSetPlan plan) {
        List<String> columns = new ArrayList<>();
        columns.add("spine.__time AS " + Sql.name(plan.spine().source().timestampField()));
        Stream.concat(plan.spine().keys().stream(), plan.spine().columns().stream())
                .forEach(column -> columns.add("spine." + Sql.name(column.name())));
        StringBuilder joins = new StringBuilder("spine");
        for (int i = 0; i < plan.views().size(); i++) {
            ViewPlan view = plan.views().get(i);
            joins.append(" LEFT JOIN v%1$d ON v%1$d.__row = spine.__row".formatted(i));
            for (Feature feature : view.features()) {
                columns.add(
                        "v%d.%s AS %s"
                                .formatted(
                                        i,
                                        Sql.name(feature.name()),
                                        Sql.name(TrainingSetPlan.featureColumn(view, feature))));
            }
        }
        label(plan.spine()).forEach(label -> columns.add("spine." + Sql.name(label.name())));
        return "SELECT %s FROM %s ORDER BY spine.__row".formatted(Sql.list(columns), joins);
    }
}
