package io.minimlops.gateway.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A wish to run a candidate over what a deployment answered.
///
/// @param version of the deployment's model; it need not be deployed
/// @param from the first moment of the period
/// @param to the moment it ends before; absent: now
/// @param maxRows rows to compare at most, the earliest of each partition; absent: as configured
/// @param tolerance differences up to it count as equal; absent: 0.000001
/// @param threshold predictions from it on are a yes; absent: 0.5
public record StartReplay(
        @Nullable String deployment,
        @Nullable String version,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Integer maxRows,
        @Nullable Double tolerance,
        @Nullable Double threshold) {}
