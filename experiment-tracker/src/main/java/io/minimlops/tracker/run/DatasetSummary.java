package io.minimlops.tracker.run;

import org.jspecify.annotations.Nullable;

/// That a dataset was used in an experiment.
///
/// @param context what for, such as `train`; absent when nobody said
public record DatasetSummary(
        long experimentId, String name, String digest, @Nullable String context) {}
