package io.minimlops.orchestrator.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks for a run of a pipeline's newest version.
///
/// @param requestId the same one gives the same run, however often it is asked
/// @param asOf default now
public record StartRun(
        @Nullable Map<String, Object> parameters,
        @Nullable String reason,
        @Nullable String requestId,
        @Nullable Instant asOf) {}
