package io.minimlops.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The online feature log. Compacted: the newest record of a key is the online value.
public sealed interface FeatureEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.FEATURES;
    }

    /// One row of a feature view was written online.
    ///
    /// @param entityKey the packed entity key, in the order of the view's entities
    /// @param features feature names, parallel to `values`
    /// @param values JSON scalars, null for a missing value
    record FeaturesWritten(
            String project,
            String view,
            String entityKey,
            List<String> features,
            List<@Nullable Object> values,
            Instant eventTimestamp,
            @Nullable Instant createdTimestamp)
            implements FeatureEvent {

        @Override
        public String key() {
            return project + "/" + view + "/" + entityKey;
        }
    }
}
