package io.minimlops.gateway.replay;

import org.jspecify.annotations.Nullable;

/// A replay cannot go on.
final class ReplayFailed extends Exception {

    private final @Nullable String dependency;

    ReplayFailed(String reason) {
        super(reason);
        this.dependency = null;
    }

    /// @param dependency what is away
    ReplayFailed(String dependency, String reason, Throwable cause) {
        super(reason, cause);
        this.dependency = dependency;
    }

    @Nullable String dependency() {
        return dependency;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
