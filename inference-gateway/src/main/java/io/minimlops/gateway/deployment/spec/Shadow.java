package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A version that runs copies of answered requests.
///
/// @param version or else an alias to follow
/// @param percent share of answered requests that is copied
/// @param tolerance outputs that differ by more count as differing; 1e-6 when absent
/// @param threshold scores from there on are a positive decision; 0.5 when absent
/// @param maxWaiting copies that may wait; beyond, they are dropped and counted; 100 when absent
/// @param maxLoad the share of one core's time that it may use, above 0 to 1; 0.5 when absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Shadow(
        @Nullable String version,
        @Nullable String alias,
        @Nullable Double percent,
        @Nullable Double tolerance,
        @Nullable Double threshold,
        @Nullable Integer maxWaiting,
        @Nullable Double maxLoad) {

    public double share() {
        return percent == null ? 1 : percent / 100;
    }

    public double toleranceOrStandard() {
        return tolerance == null ? 1e-6 : tolerance;
    }

    public double thresholdOrStandard() {
        return threshold == null ? 0.5 : threshold;
    }

    public int maxWaitingOrStandard() {
        return maxWaiting == null ? 100 : maxWaiting;
    }

    public double maxLoadOrStandard() {
        return maxLoad == null ? 0.5 : maxLoad;
    }
}
