package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version that takes the traffic over step by step, and what it must keep to.
///
/// @param version that shall become the champion
/// @param steps its share at each step, percent, growing; 1, 5, 25, 100 when absent
/// @param interval the least time at each step; 10 minutes when absent
/// @param minRequests that it must have had at a step; 100 when absent
/// @param maxErrorRate share of valid requests that it may leave unanswered; 0.05 when absent
/// @param maxErrorIncrease by how much more often than the champion it may fail or refuse; 0.01
///     when absent
/// @param maxLatencyRatio its 95th percentile over the champion's; 1.5 when absent
/// @param latencyFloor latencies up to there are good enough; 5 ms when absent
/// @param quality what labels or rewards must show; absent: nothing
/// @param onFailure `rollback` when absent
/// @param promote whether it becomes the champion at the end; true when absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rollout(
        String version,
        @Nullable List<Integer> steps,
        @Nullable Duration interval,
        @Nullable Integer minRequests,
        @Nullable Double maxErrorRate,
        @Nullable Double maxErrorIncrease,
        @Nullable Double maxLatencyRatio,
        @Nullable Duration latencyFloor,
        @Nullable Quality quality,
        @Nullable OnFailure onFailure,
        @Nullable Boolean promote) {

    private static final List<Integer> STEPS = List.of(1, 5, 25, 100);

    /// What to do with a version that fails.
    public enum OnFailure {
        @JsonProperty("rollback")
        ROLLBACK,
        @JsonProperty("pause")
        PAUSE
    }

    public List<Integer> stepsOrStandard() {
        return steps == null ? STEPS : steps;
    }

    public Duration intervalOrStandard() {
        return interval == null ? Duration.ofMinutes(10) : interval;
    }

    public int minRequestsOrStandard() {
        return minRequests == null ? 100 : minRequests;
    }

    public double maxErrorRateOrStandard() {
        return maxErrorRate == null ? 0.05 : maxErrorRate;
    }

    public double maxErrorIncreaseOrStandard() {
        return maxErrorIncrease == null ? 0.01 : maxErrorIncrease;
    }

    public double maxLatencyRatioOrStandard() {
        return maxLatencyRatio == null ? 1.5 : maxLatencyRatio;
    }

    public double latencyFloorMillis() {
        return latencyFloor == null ? 5 : latencyFloor.toNanos() / 1e6;
    }

    public boolean pausesOnFailure() {
        return onFailure == OnFailure.PAUSE;
    }

    public boolean promotes() {
        return promote == null || promote;
    }
}
