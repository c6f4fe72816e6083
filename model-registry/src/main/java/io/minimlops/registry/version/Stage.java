package io.minimlops.registry.version;

import java.util.Arrays;
import java.util.Optional;

/// The fixed stages that aliases replace; older clients still use them.
public enum Stage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    /// As clients write it.
    public String title() {
        return title;
    }

    public boolean isActive() {
        return this == STAGING || this == PRODUCTION;
    }

    public static Optional<Stage> named(String title) {
        return Arrays.stream(values())
                .filter(stage -> stage.title.equalsIgnoreCase(title))
                .findFirst();
    }
}
