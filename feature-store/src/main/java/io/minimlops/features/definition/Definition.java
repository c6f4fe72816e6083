package io.minimlops.features.definition;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One thing that is declared. Names are unique per kind across all projects, because the online
/// wire carries no project.
public sealed interface Definition {

    String project();

    String name();

    Kind kind();

    /// Where definitions of this kind stand in a document, and how they are called in messages.
    enum Kind {
        ENTITY("entity", "entities"),
        SOURCE("source", "sources"),
        FEATURE_VIEW("feature view", "featureViews"),
        FEATURE_SERVICE("feature service", "featureServices");

        private final String label;
        private final String section;

        Kind(String label, String section) {
            this.label = label;
            this.section = section;
        }

        public String label() {
            return label;
        }

        String section() {
            return section;
        }
    }

    /// What features are about; its join key is a column of the sources.
    record Entity(String project, String name, String joinKey, ValueType valueType)
            implements Definition {
        @Override
        public Kind kind() {
            return Kind.ENTITY;
        }
    }

    /// A table of events.
    ///
    /// @param createdTimestampField when a row became known; breaks ties between rows of equal time
    /// @param columns all others, in order
    record Source(
            String project,
            String name,
            String timestampField,
            @Nullable String createdTimestampField,
            SequencedMap<String, ValueType> columns)
            implements Definition {
        @Override
        public Kind kind() {
            return Kind.SOURCE;
        }

        /// The time columns and the declared ones, in the order they are stored.
        public SequencedMap<String, ValueType> allColumns() {
            SequencedMap<String, ValueType> all = new LinkedHashMap<>(columns);
            all.putIfAbsent(timestampField, ValueType.UNIX_TIMESTAMP);
            if (createdTimestampField != null) {
                all.putIfAbsent(createdTimestampField, ValueType.UNIX_TIMESTAMP);
            }
            return all;
        }
    }

    record Feature(String name, ValueType valueType) {}

    /// What an online read says about a value older than the view's ttl.
    enum OnlineTtl {
        /// Nothing: the ttl is not judged online, as Feast's own server does it.
        IGNORE,
        /// The value, marked `OUTSIDE_MAX_AGE`.
        FLAG,
        /// No value, marked `OUTSIDE_MAX_AGE`.
        NULL
    }

    /// Features of one source, found by entity key and time.
    ///
    /// @param pushSource the name `/push` uses for it
    /// @param ttl how old a value may be; null means forever
    record FeatureView(
            String project,
            String name,
            List<String> entities,
            String source,
            @Nullable String pushSource,
            @Nullable Duration ttl,
            OnlineTtl onlineTtl,
            List<Feature> features)
            implements Definition {
        @Override
        public Kind kind() {
            return Kind.FEATURE_VIEW;
        }

        public @Nullable Feature feature(String wanted) {
            for (Feature feature : features) {
                if (feature.name().equals(wanted)) {
                    return feature;
                }
            }
            return null;
        }
    }

    /// The features a model uses.
    ///
    /// @param features `view` for all of a view's features, or `view:feature`
    record FeatureService(String project, String name, List<String> features)
            implements Definition {
        @Override
        public Kind kind() {
            return Kind.FEATURE_SERVICE;
        }
    }

    /// A change, as it is told to who applied it.
    ///
    /// @param change `created`, `updated` or `unchanged`
    record Change(String kind, String name, String change) {}

    /// An entity's join key as the views use it.
    record JoinKey(String name, ValueType valueType) {}

    /// Some features of one view, in the order asked for.
    record Projection(FeatureView view, List<Feature> features) {}

    /// All of a kind by name.
    static <D extends Definition> Map<String, D> byName(List<D> definitions) {
        Map<String, D> byName = new LinkedHashMap<>();
        definitions.forEach(definition -> byName.put(definition.name(), definition));
        return byName;
    }
}
