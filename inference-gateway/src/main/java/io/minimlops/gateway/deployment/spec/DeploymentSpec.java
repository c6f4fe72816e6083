package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.admission.Limits;
import io.minimlops.gateway.graph.Graph;
import org.jspecify.annotations.Nullable;

/// A deployment's descriptor. One descriptor holds for online, streaming and batch use.
///
/// @param version serves this version and follows no alias
/// @param featureService looks features up there instead of where the model's `features.json` says
/// @param missing what a looked-up feature that is not there becomes
/// @param batching how requests share batches
/// @param cache remembers answers
/// @param traffic who answers which requests beside the champion
/// @param scaling lets it sleep; absent: stays in memory
/// @param payloadLog tells requests and answers byte for byte; absent: none
/// @param limits how much it takes
/// @param graph puts other deployments together to one; it goes with `limits` and `payloadLog` only
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentSpec(
        @Nullable String version,
        @Nullable String featureService,
        @Nullable MissingFeatures missing,
        @Nullable Batching batching,
        @Nullable Cache cache,
        @Nullable Traffic traffic,
        @Nullable Scaling scaling,
        @Nullable PayloadLog payloadLog,
        @Nullable Limits limits,
        @Nullable Graph graph) {

    public static final DeploymentSpec EMPTY =
            new DeploymentSpec(null, null, null, null, null, null, null, null, null, null);

    /// @param bytes that remembered answers may take
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cache(@Nullable Long bytes) {}

    /// The same, serving that version.
    public DeploymentSpec withVersion(String served) {
        return new DeploymentSpec(
                served,
                featureService,
                missing,
                batching,
                cache,
                traffic,
                scaling,
                payloadLog,
                limits,
                graph);
    }

    public Traffic trafficOrNone() {
        return traffic == null ? Traffic.NONE : traffic;
    }

    public Limits limitsOrNone() {
        return limits == null ? Limits.NONE : limits;
    }

    public long cacheBytes() {
        return cache == null || cache.bytes() == null ? 0 : cache.bytes();
    }
}
