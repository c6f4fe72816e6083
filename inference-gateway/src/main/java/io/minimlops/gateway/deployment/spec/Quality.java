package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// How good a version must be beside the champion, by the feedback on what each predicted itself.
///
/// @param metric a mean over predictions, of which less is better: see [Metric]
/// @param minLabels that each of the two must have; 100 when absent
/// @param tolerance by how much worse it may be; 0.01 when absent
/// @param threshold scores from there on are a positive decision; 0.5 when absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Quality(
        Metric metric,
        @Nullable Integer minLabels,
        @Nullable Double tolerance,
        @Nullable Double threshold) {

    /// What is compared. `accuracy` counts wrong decisions, `reward` what is missing to 1.
    public enum Metric {
        @JsonProperty("accuracy")
        ACCURACY,
        @JsonProperty("logLoss")
        LOG_LOSS,
        @JsonProperty("brier")
        BRIER,
        @JsonProperty("absoluteError")
        ABSOLUTE_ERROR,
        @JsonProperty("squaredError")
        SQUARED_ERROR,
        @JsonProperty("reward")
        REWARD
    }

    public int minLabelsOrStandard() {
        return minLabels == null ? 100 : minLabels;
    }

    public double toleranceOrStandard() {
        return tolerance == null ? 0.01 : tolerance;
    }

    public double thresholdOrStandard() {
        return threshold == null ? 0.5 : threshold;
    }
}
