package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Stage;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which stages a search looks at.
enum ViewType {
    ACTIVE_ONLY,
    DELETED_ONLY,
    ALL;

    static Set<Stage> stages(@Nullable ViewType asked) {
        return switch (asked) {
            case null -> EnumSet.of(Stage.ACTIVE);
            case ACTIVE_ONLY -> EnumSet.of(Stage.ACTIVE);
            case DELETED_ONLY -> EnumSet.of(Stage.DELETED);
            case ALL -> EnumSet.allOf(Stage.class);
        };
    }
}
