package io.minimlops.tracker.compare;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the runs stand to each other in one thing.
public enum Agreement {
    /// All have it, with one value.
    SAME,
    /// All have it, with more than one value.
    DIFFERENT,
    /// Some have it and some do not.
    PARTIAL;

    static Agreement of(List<? extends @Nullable Object> values) {
        if (values.stream().anyMatch(Objects::isNull)) {
            return PARTIAL;
        }
        return values.stream().distinct().count() <= 1 ? SAME : DIFFERENT;
    }
}
