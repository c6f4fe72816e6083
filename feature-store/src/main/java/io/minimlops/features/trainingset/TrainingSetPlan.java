package io.minimlops.features.trainingset;

import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a training set is made of, so that it can be made again whatever the definitions have
/// become: pure data, stored with the set.
///
/// @param filterByCreated whether only rows count that were known at the spine's time
/// @param snapshots by source name
public record TrainingSetPlan(
        String name,
        String featureService,
        Spine spine,
        List<ViewPlan> views,
        boolean filterByCreated,
        Map<String, Long> snapshots) {

    /// A column with its type.
    public record Column(String name, ValueType type) {}

    /// The rows features are looked up for.
    ///
    /// @param start first event time, inclusive
    /// @param end last event time, exclusive
    /// @param keys join keys of all the views
    /// @param order all columns of the source: the row order after time and the columns put out
    public record Spine(
            Source source,
            Instant start,
            Instant end,
            List<Column> keys,
            List<Column> columns,
            @Nullable Column label,
            List<String> order) {}

    /// One view to join.
    ///
    /// @param ttl null means forever
    public record ViewPlan(
            String view,
            Source source,
            List<String> keys,
            @Nullable Duration ttl,
            List<Feature> features) {}

    /// What a column of the result is for.
    public enum Role {
        TIMESTAMP("timestamp"),
        KEY("key"),
        COLUMN("column"),
        FEATURE("feature"),
        LABEL("label");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// A column of the result.
    ///
    /// @param type a [ValueType]
    /// @param role `timestamp`, `key`, `column`, `feature` or `label`
    public record OutputColumn(String name, String type, String role) {}

    /// The columns of the result, in order.
    public List<OutputColumn> output() {
        List<OutputColumn> output = new ArrayList<>();
        output.add(
                new OutputColumn(
                        spine.source().timestampField(),
                        ValueType.UNIX_TIMESTAMP.name(),
                        Role.TIMESTAMP.word()));
        spine.keys().forEach(key -> output.add(column(key, Role.KEY)));
        spine.columns().forEach(column -> output.add(column(column, Role.COLUMN)));
        for (ViewPlan view : views) {
            for (Feature feature : view.features()) {
                output.add(
                        new OutputColumn(
                                featureColumn(view, feature),
                                feature.valueType().name(),
                                Role.FEATURE.word()));
            }
        }
        if (spine.label() != null) {
            output.add(column(spine.label(), Role.LABEL));
        }
        return output;
    }

    private static OutputColumn column(Column column, Role role) {
        return new OutputColumn(column.name(), column.type().name(), role.word());
    }

    static String featureColumn(ViewPlan view, Feature feature) {
        return view.view() + "__" + feature.name();
    }

    /// The sources it reads, each once.
    Map<String, Source> sources() {
        Map<String, Source> sources = new LinkedHashMap<>();
        sources.put(spine.source().name(), spine.source());
        views.forEach(view -> sources.put(view.source().name(), view.source()));
        return sources;
    }
}
