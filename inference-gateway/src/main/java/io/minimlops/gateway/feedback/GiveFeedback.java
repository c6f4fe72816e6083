package io.minimlops.gateway.feedback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labels, or rewards, for predictions of one model.
public record GiveFeedback(@Nullable String model, @Nullable List<@Nullable GivenLabel> labels) {

    /// Exactly one of label and reward is there.
    ///
    /// @param label the true value of what was predicted
    /// @param reward how good it was to answer so; the greater the better
    /// @param eventTime when it became known; absent: now
    public record GivenLabel(
            @Nullable String predictionId,
            @Nullable Double label,
            @Nullable Double reward,
            @Nullable Instant eventTime) {}
}
