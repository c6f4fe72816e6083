package io.minimlops.registry.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A name under which versions are registered.
///
/// @param id stays when the model is renamed
public record RegisteredModel(
        long id,
        String name,
        @Nullable String description,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {}
