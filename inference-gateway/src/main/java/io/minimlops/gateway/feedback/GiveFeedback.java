package io.minimlops.gateway.feedback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labels for predictions of one model.
public record GiveFeedback(@Nullable String model, @Nullable List<@Nullable GivenLabel> labels) {

    /// @param label the true value of what was predicted
    /// @param eventTime when it became known; absent: now
    public record GivenLabel(
            @Nullable String predictionId, @Nullable Double label, @Nullable Instant eventTime) {}
}
