package io.minimlops.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened to a registered model. Key: the model's name.
public sealed interface ModelEvent extends Event {

    String model();

    @Override
    default Topic topic() {
        return Topic.MODELS;
    }

    @Override
    default String key() {
        return model();
    }

    /// @param manifestDigest SHA-256 over the version's manifest; absent when its files are not
    ///     in our store
    record VersionRegistered(
            String model,
            String version,
            String source,
            @Nullable String runId,
            @Nullable String manifestDigest,
            Instant registeredAt)
            implements ModelEvent {}

    record VersionDeleted(String model, String version, Instant deletedAt) implements ModelEvent {}

    /// An alias points elsewhere from now on.
    ///
    /// @param from the version before, absent when the alias is new
    /// @param to the version from now on, absent when the alias was removed
    /// @param evidence what the decision rests on: metric values, gate and run ids
    record AliasMoved(
            String model,
            String alias,
            Kind kind,
            @Nullable String from,
            @Nullable String to,
            String actor,
            @Nullable String reason,
            Map<String, String> evidence,
            Instant movedAt)
            implements ModelEvent {

        public enum Kind {
            SET,
            ROLLBACK,
            REMOVED
        }
    }
}
