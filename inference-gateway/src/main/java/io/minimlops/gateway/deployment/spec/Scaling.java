package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.scaling.KeepWarmWindow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets a deployment sleep: its versions leave memory while nobody asks, and come back for the
/// first request. What is absent is as configured.
///
/// @param idleAfter sleeps after that long without a request
/// @param maxWaiting requests that may wait for it to wake; beyond: 503
/// @param coldStartTimeout the longest such wait
/// @param keepWarm when it does not sleep
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scaling(
        @Nullable Duration idleAfter,
        @Nullable Integer maxWaiting,
        @Nullable Duration coldStartTimeout,
        @Nullable List<KeepWarmWindow> keepWarm) {

    public List<KeepWarmWindow> windows() {
        return keepWarm == null ? List.of() : keepWarm;
    }
}
