package io.minimlops.gateway.quality;

import java.time.Instant;

/// Feedback that met its prediction. Each prediction meets at most one label and one reward, no
/// matter how often they are sent.
///
/// @param prediction one number as the inference log has it; NaN where the output has none
public record JoinedFeedback(
        Arm arm, String predictionId, double prediction, Truth truth, Instant servedAt) {}
