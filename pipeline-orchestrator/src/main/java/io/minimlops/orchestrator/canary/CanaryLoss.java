package io.minimlops.orchestrator.canary;

/// Loss of one prediction: the arms saw different requests, so a mean of losses is what can be
/// compared (an AUC cannot be tested so simply).
public enum CanaryLoss {
    /// Negative log-likelihood, natural logarithm, probabilities clamped to 1e-6: punishes
    /// confident errors.
    LOG_LOSS,
    /// Squared error: bounded by 1, less swayed by single rows.
    BRIER;

    private static final double LEAST = 1e-6;

    double of(float prediction, float label) {
        return switch (this) {
            case LOG_LOSS -> {
                double right = label > 0.5f ? prediction : 1.0 - prediction;
                yield -Math.log(Math.min(1 - LEAST, Math.max(LEAST, right)));
            }
            case BRIER -> (prediction - (double) label) * (prediction - (double) label);
        };
    }
}
