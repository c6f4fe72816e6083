package io.minimlops.registry.version;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The wish to register a version.
///
/// @param requestKey makes a repeated wish give the same version; without it every wish gives a new
///     one
public record RegisterVersion(
        String model,
        String source,
        @Nullable String runId,
        @Nullable String runLink,
        @Nullable String loggedModelId,
        @Nullable String description,
        Map<String, String> tags,
        @Nullable String requestKey) {}
