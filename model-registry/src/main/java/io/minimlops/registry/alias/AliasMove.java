package io.minimlops.registry.alias;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.events.ModelEvent.AliasMoved;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One move of an alias: who, when, from, to, why, on what evidence.
///
/// @param from absent when the alias pointed nowhere
/// @param to absent when the alias was removed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasMove(
        String id,
        String name,
        String alias,
        AliasMoved.Kind kind,
        @Nullable String from,
        @Nullable String to,
        String actor,
        @Nullable String reason,
        Map<String, String> evidence,
        String correlationId,
        Instant movedAt) {

    AliasMoved toEvent() {
        return new AliasMoved(name, alias, kind, from, to, actor, reason, evidence, movedAt);
    }
}
