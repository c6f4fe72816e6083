package io.minimlops.features.materialization;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.ValueType;
import io.minimlops.features.offline.Sql;
import io.minimlops.features.online.EntityKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The newest row of every entity within a window, by the order of the point-in-time join.
///
/// @param keys the view's join keys
record NewestRows(FeatureView view, Source source, List<JoinKey> keys) {

    /// Keys, features, event and created time in microseconds, in this order.
    String sql(String relation, Instant start, Instant end) {
        String time = Sql.name(source.timestampField());
        String created =
                source.createdTimestampField() == null
                        ? "NULL::TIMESTAMPTZ"
                        : Sql.name(source.createdTimestampField());
        List<String> keyNames = keys.stream().map(JoinKey::name).toList();
        return """
        SELECT %1$s, %2$s, epoch_us(__time), epoch_us(__created)
        FROM (SELECT %1$s, %3$s, %4$s AS __time, %5$s AS __created FROM %6$s
              WHERE %4$s BETWEEN %7$s AND %8$s AND %9$s)
        QUALIFY row_number() OVER (PARTITION BY %1$s ORDER BY %10$s) = 1"""
                .formatted(
                        Sql.names(keyNames),
                        Sql.names(featureNames()),
                        view.features().stream()
                                .map(NewestRows::finite)
                                .collect(Collectors.joining(", ")),
                        time,
                        created,
                        relation,
                        Sql.time(start),
                        Sql.time(end),
                        keyNames.stream()
                                .map(key -> Sql.name(key) + " IS NOT NULL")
                                .collect(Collectors.joining(" AND ")),
                        order());
    }

    private String order() {
        return Stream.concat(
                        Stream.of("__time DESC", "__created DESC NULLS LAST"),
                        featureNames().stream().map(name -> Sql.name(name) + " DESC NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    private static String finite(Feature feature) {
        String name = Sql.name(feature.name());
        return feature.valueType().isFloating()
                ? "CASE WHEN isfinite(%1$s) THEN %1$s END AS %1$s".formatted(name)
                : name;
    }

    private List<String> featureNames() {
        return view.features().stream().map(Feature::name).toList();
    }

    FeaturesWritten read(ResultSet row) throws SQLException {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            key.add(row.getObject(i + 1));
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < view.features().size(); i++) {
            values.add(value(row, keys.size() + i + 1, view.features().get(i).valueType()));
        }
        int times = keys.size() + view.features().size() + 1;
        long created = row.getLong(times + 1);
        boolean hasCreated = !row.wasNull();
        return new FeaturesWritten(
                view.project(),
                view.name(),
                EntityKey.of(key),
                featureNames(),
                values,
                Sql.instant(row.getLong(times)),
                hasCreated ? Sql.instant(created) : null);
    }

    private static @Nullable Object value(ResultSet row, int column, ValueType type)
            throws SQLException {
        Object value =
                switch (type) {
                    case STRING -> row.getString(column);
                    case INT32, INT64 -> row.getLong(column);
                    case FLOAT -> (double) row.getFloat(column);
                    case DOUBLE -> row.getDouble(column);
                    case BOOL -> row.getBoolean(column);
                    case UNIX_TIMESTAMP -> seconds(row, column);
                };
        return row.wasNull() ? null : value;
    }

    private static @Nullable Long seconds(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, java.time.OffsetDateTime.class);
        return time == null ? null : time.toEpochSecond();
    }
}
