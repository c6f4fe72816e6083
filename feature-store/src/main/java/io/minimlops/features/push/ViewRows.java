package io.minimlops.features.push;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.definition.ValueType;
import io.minimlops.features.online.EntityKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A frame as online rows of a view: all of them, or none.
final class ViewRows {

    /// What the stock client calls the time columns whatever the source calls them.
    private static final String ANY_TIMESTAMP = "event_timestamp";

    private static final String ANY_CREATED = "created";

    private final Definitions definitions;
    private final FeatureView view;
    private final Source source;

    ViewRows(Definitions definitions, FeatureView view) {
        this.definitions = definitions;
        this.view = view;
        this.source = Objects.requireNonNull(definitions.sources().get(view.source()));
    }

    /// @param createdRequired whether a source with a created column must be given it
    /// @throws BadFrame when a column is missing or a value does not fit
    List<FeaturesWritten> read(Frame frame, boolean createdRequired) {
        List<JoinKey> joinKeys = definitions.joinKeys(view);
        List<List<@Nullable Object>> keys =
                joinKeys.stream().map(key -> frame.column(key.name(), key.valueType())).toList();
        List<List<@Nullable Object>> features =
                view.features().stream()
                        .map(feature -> frame.column(feature.name(), feature.valueType()))
                        .toList();
        List<@Nullable Object> times = times(frame);
        List<@Nullable Object> created = created(frame, createdRequired);
        List<String> names = view.features().stream().map(Feature::name).toList();
        List<FeaturesWritten> rows = new ArrayList<>(frame.rows());
        for (int row = 0; row < frame.rows(); row++) {
            rows.add(
                    new FeaturesWritten(
                            view.project(),
                            view.name(),
                            EntityKey.of(key(keys, joinKeys, row)),
                            names,
                            values(features, row),
                            (Instant) required(times.get(row), source.timestampField(), row),
                            created.isEmpty() ? null : (Instant) created.get(row)));
        }
        return rows;
    }

    private List<@Nullable Object> times(Frame frame) {
        String name = frame.has(source.timestampField()) ? source.timestampField() : ANY_TIMESTAMP;
        return frame.column(
                frame.has(name) ? name : source.timestampField(), ValueType.UNIX_TIMESTAMP);
    }

    /// Empty when no row has one.
    private List<@Nullable Object> created(Frame frame, boolean required) {
        String name = source.createdTimestampField();
        if (name == null) {
            return List.of();
        }
        if (!frame.has(name) && frame.has(ANY_CREATED)) {
            name = ANY_CREATED;
        }
        return required || frame.has(name)
                ? frame.column(name, ValueType.UNIX_TIMESTAMP)
                : List.of();
    }

    private static List<Object> key(
            List<List<@Nullable Object>> keys, List<JoinKey> joinKeys, int row) {
        List<Object> key = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            key.add(required(keys.get(i).get(row), joinKeys.get(i).name(), row));
        }
        return key;
    }

    private static Object required(@Nullable Object value, String column, int row) {
        if (value == null) {
            throw new BadFrame("Column %s, row %d: has no value".formatted(column, row));
        }
        return value;
    }

    private static List<@Nullable Object> values(List<List<@Nullable Object>> features, int row) {
        List<@Nullable Object> values = new ArrayList<>(features.size());
        for (List<@Nullable Object> feature : features) {
            Object value = feature.get(row);
            values.add(value instanceof Instant time ? time.getEpochSecond() : value);
        }
        return values;
    }
}
