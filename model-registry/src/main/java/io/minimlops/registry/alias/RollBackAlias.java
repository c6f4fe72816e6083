package io.minimlops.registry.alias;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The wish to take an alias to the version it had before.
public record RollBackAlias(
        @Nullable String actor, @Nullable String reason, @Nullable Map<String, String> evidence) {

    Cause cause(@Nullable String requestKey) {
        return new Cause(
                SetAlias.required("actor", actor),
                reason,
                evidence == null ? Map.of() : evidence,
                requestKey);
    }
}
