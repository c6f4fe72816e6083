package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// How champion and arms share the traffic by what feedback says of their answers.
///
/// @param epsilon share of the requests that explore, 0 to 1; 0.1 when absent
/// @param threshold scores from there on are a positive decision; 0.5 when absent
/// @param halfLife rewards after which one counts half; absent: nothing is forgotten
/// @param sticky whether a key stays with its arm while nothing is learned
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BanditPolicy(
        Algorithm algorithm,
        @Nullable Double epsilon,
        @Nullable Double threshold,
        @Nullable Double halfLife,
        @Nullable Boolean sticky) {

    /// Who is chosen.
    public enum Algorithm {
        /// The best mean; now and then anybody.
        @JsonProperty("epsilonGreedy")
        EPSILON_GREEDY,
        /// The best of one draw from each arm's posterior.
        @JsonProperty("thompson")
        THOMPSON
    }

    public double epsilonOrStandard() {
        return epsilon == null ? 0.1 : epsilon;
    }

    public double thresholdOrStandard() {
        return threshold == null ? 0.5 : threshold;
    }

    public boolean isSticky() {
        return Boolean.TRUE.equals(sticky);
    }

    /// What remains of old evidence after one reward.
    public double retention() {
        return halfLife == null ? 1 : Math.pow(0.5, 1 / halfLife);
    }
}
