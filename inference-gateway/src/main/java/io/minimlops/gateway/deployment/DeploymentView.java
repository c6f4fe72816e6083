package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadedVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deployment as it is asked for.
///
/// @param trouble why what is served is not what is wanted; absent when it is
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentView(
        String name,
        String model,
        String alias,
        @Nullable ArmView champion,
        @Nullable ArmView canary,
        @Nullable String featureService,
        List<String> entities,
        List<String> columns,
        DeploymentSpec spec,
        @Nullable String trouble) {

    /// @param percent share of traffic; absent for the champion
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ArmView(
            String version, String state, @Nullable Integer percent, String manifestDigest) {}

    static DeploymentView of(Deployment deployment, Arms arms) {
        Optional<FeatureSpec> features =
                Optional.ofNullable(arms.champion())
                        .map(Lease::version)
                        .flatMap(LoadedVersion::features);
        return new DeploymentView(
                deployment.name(),
                deployment.model(),
                deployment.alias(),
                arm(arms.champion(), null),
                arm(arms.canary(), arms.percent()),
                features.map(FeatureSpec::featureService).orElse(null),
                features.map(FeatureSpec::entities).orElse(List.of()),
                features.map(FeatureSpec::columnNames).orElse(List.of()),
                deployment.spec(),
                arms.trouble());
    }

    private static @Nullable ArmView arm(@Nullable Lease lease, @Nullable Integer percent) {
        return lease == null
                ? null
                : new ArmView(
                        lease.version().id().version(), "READY", percent, lease.version().digest());
    }
}
