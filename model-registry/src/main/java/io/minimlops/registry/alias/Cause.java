package io.minimlops.registry.alias;

import io.minimlops.registry.StorableText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who moves an alias and why.
///
/// @param evidence what the decision rests on: metric values, gate and run ids
/// @param requestKey makes a repeated rollback give the same move; without it every one goes a step
///     further back
public record Cause(
        String actor,
        @Nullable String reason,
        Map<String, String> evidence,
        @Nullable String requestKey) {

    public Cause {
        StorableText.check("actor", actor);
        StorableText.check("reason", reason == null ? "" : reason);
        evidence.forEach((key, value) -> StorableText.check("evidence", key + value));
    }

    public static Cause of(String actor, @Nullable String reason) {
        return new Cause(actor, reason, Map.of(), null);
    }
}
