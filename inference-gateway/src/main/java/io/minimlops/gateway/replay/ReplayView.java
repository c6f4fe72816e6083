package io.minimlops.gateway.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A replay as it is asked for.
///
/// @param state `QUEUED`, `RUNNING`, `SUCCEEDED`, `FAILED` or `CANCELED`
/// @param reason why it failed
/// @param dependency what was away, if that is why
/// @param report once it succeeded
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayView(
        String id,
        String deployment,
        String model,
        String version,
        Instant from,
        Instant to,
        int maxRows,
        double tolerance,
        String state,
        @Nullable String reason,
        @Nullable String dependency,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        ProgressView progress,
        @Nullable ReplayReport report) {

    /// @param share of the log's period that was read, 0 to 1
    public record ProgressView(String phase, double share, long rowsRead, long rowsCompared) {}
}
