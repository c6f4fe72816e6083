package io.minimlops.gateway.deployment;

import org.jspecify.annotations.Nullable;

/// A wish to serve an alias of a model.
///
/// @param alias `champion` when absent
public record Deploy(
        @Nullable String model,
        @Nullable String alias,
        @Nullable String actor,
        @Nullable String reason) {}
