package io.minimlops.gateway.replay;

import io.minimlops.gateway.model.VersionId;
import java.time.Instant;

/// What a replay does, checked and complete.
///
/// @param candidate the version that is run
/// @param to exclusive
public record ReplayPlan(
        String deployment,
        VersionId candidate,
        Instant from,
        Instant to,
        int maxRows,
        double tolerance,
        double threshold) {}
