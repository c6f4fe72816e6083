package io.minimlops.orchestrator.gate;

import io.minimlops.orchestrator.evaluation.Metrics;

/// The metric a gate compares.
public enum GateMetric {
    /// Area under the ROC curve: higher is better.
    AUC,
    /// Mean negative log-likelihood, natural logarithm: lower is better.
    LOG_LOSS;

    public double of(Metrics metrics) {
        return switch (this) {
            case AUC -> metrics.auc();
            case LOG_LOSS -> metrics.logLoss();
        };
    }

    /// How much better the challenger is; negative when it is worse.
    public double gain(double champion, double challenger) {
        return switch (this) {
            case AUC -> challenger - champion;
            case LOG_LOSS -> champion - challenger;
        };
    }

    boolean reaches(double value, double bound) {
        return gain(bound, value) >= 0;
    }

    String word() {
        return switch (this) {
            case AUC -> "AUC";
            case LOG_LOSS -> "log loss";
        };
    }
}
