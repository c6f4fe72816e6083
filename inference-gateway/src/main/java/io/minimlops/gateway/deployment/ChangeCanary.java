package io.minimlops.gateway.deployment;

import org.jspecify.annotations.Nullable;

/// A wish for a canary.
///
/// @param percent share of traffic, 0 to 100
public record ChangeCanary(
        @Nullable String version,
        @Nullable Integer percent,
        @Nullable String actor,
        @Nullable String reason) {}
