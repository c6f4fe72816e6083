package io.minimlops.orchestrator.casefile;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One cause and all that came of it.
///
/// @param status `OPEN` while something is still under way, else `CLOSED`
/// @param outcome what it came to so far, for example `PROMOTED`, `REFUSED`, `ROLLED_BACK`
public record CaseFile(
        UUID id,
        String correlationId,
        @Nullable String model,
        String cause,
        String status,
        @Nullable String outcome,
        Instant openedAt,
        @Nullable Instant closedAt) {}
