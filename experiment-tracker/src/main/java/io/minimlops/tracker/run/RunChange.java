package io.minimlops.tracker.run;

import org.jspecify.annotations.Nullable;

/// What changes about a run; what is absent stays.
public record RunChange(
        @Nullable RunStatus status, @Nullable Long endedAt, @Nullable String name) {}
