package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who answers which requests beside the champion.
///
/// @param arms versions that share the traffic; the champion has what they leave
/// @param policy lets feedback decide the shares of champion and arms
/// @param shadow a version that runs copies of requests and answers nobody
/// @param rollout a version that becomes the champion step by step
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Traffic(
        @Nullable List<TrafficArm> arms,
        @Nullable BanditPolicy policy,
        @Nullable Shadow shadow,
        @Nullable Rollout rollout) {

    public static final Traffic NONE = new Traffic(null, null, null, null);

    /// As wanted, in the order wanted.
    public List<TrafficArm> armsOrNone() {
        return arms == null ? List.of() : arms;
    }
}
