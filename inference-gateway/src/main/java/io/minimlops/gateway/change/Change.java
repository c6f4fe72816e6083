package io.minimlops.gateway.change;

import org.jspecify.annotations.Nullable;

/// Who changes something, why, and as part of what.
public record Change(String actor, @Nullable String reason, String correlationId) {

    /// Who asks over HTTP without a name.
    private static final String SOMEBODY = "api";

    /// @param actor absent or blank: `api`
    public static Change by(@Nullable String actor, @Nullable String reason, String correlationId) {
        return new Change(
                actor == null || actor.isBlank() ? SOMEBODY : actor, reason, correlationId);
    }
}
