package io.minimlops.gateway.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/// A wish to point an alias to a version.
///
/// @param actor who wants it
/// @param evidence for the alias' history
public record MoveAlias(
        @JsonIgnore String model,
        @JsonIgnore String alias,
        String version,
        String actor,
        String reason,
        Map<String, String> evidence) {}
