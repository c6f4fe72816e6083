package io.minimlops.features.trainingset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for a training set.
///
/// @param filterByCreated whether only rows count that were known at the spine's time; rows of
/// sources without a created time always count
public record BuildTrainingSet(
        @Nullable String name,
        @Nullable String featureService,
        @Nullable Spine spine,
        boolean filterByCreated) {

    /// @param start first event time, inclusive
    /// @param end last event time, exclusive
    /// @param columns taken over from the source as they are
    /// @param label the column to be learned
    public record Spine(
            @Nullable String source,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable List<String> columns,
            @Nullable String label) {}
}
