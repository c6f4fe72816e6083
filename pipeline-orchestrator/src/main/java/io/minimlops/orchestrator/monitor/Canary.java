package io.minimlops.orchestrator.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A canary as it is stored.
///
/// @param verdict `CONTINUE`, `ROLL_BACK` or `PROMOTE`
/// @param judgement the last one's numbers; null before the first
/// @param done the verdict was carried out
record Canary(
        UUID id,
        String deployment,
        String model,
        String version,
        @Nullable String championVersion,
        int percent,
        Instant startedAt,
        @Nullable Instant endedAt,
        String verdict,
        @Nullable String reason,
        @Nullable JsonNode judgement,
        @Nullable Instant judgedAt,
        boolean done) {}
