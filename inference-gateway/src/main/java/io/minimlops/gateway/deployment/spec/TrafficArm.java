package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A version that shares the traffic.
///
/// @param name its role's word in answers, the log and the metrics
/// @param version or else an alias to follow
/// @param weight share of the traffic, percent; under a policy the share before the first reward,
///     or absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrafficArm(
        String name, @Nullable String version, @Nullable String alias, @Nullable Double weight) {

    public double weightOrNone() {
        return weight == null ? 0 : weight;
    }
}
