package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.model.LoadedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deployment as it is asked for.
///
/// @param model absent for a graph, as is the alias
/// @param trouble why what is served is not what is wanted; absent when it is
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentView(
        String name,
        @Nullable String model,
        @Nullable String alias,
        @Nullable ArmView champion,
        @Nullable ArmView canary,
        List<ShareView> arms,
        @Nullable ArmView shadow,
        @Nullable String featureService,
        List<String> entities,
        List<String> columns,
        DeploymentSpec spec,
        @Nullable String trouble) {

    /// @param state `READY`, or `COLD`: the next request brings it into memory
    /// @param percent share of traffic; absent for the champion
    /// @param manifestDigest absent for a cold one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ArmView(
            String version,
            String state,
            @Nullable Integer percent,
            @Nullable String manifestDigest) {

        private static @Nullable ArmView of(@Nullable Arm arm, @Nullable Integer percent) {
            return arm == null
                    ? null
                    : new ArmView(arm.version(), "READY", percent, arm.lease().version().digest());
        }

        private static ArmView cold(String version, @Nullable Integer percent) {
            return new ArmView(version, "COLD", percent, null);
        }
    }

    /// @param weight share of what the canary leaves, percent
    public record ShareView(
            String name, String version, String state, double weight, String manifestDigest) {

        private static ShareView of(Arm arm, double weight) {
            return new ShareView(
                    arm.role().word(),
                    arm.version(),
                    "READY",
                    weight,
                    arm.lease().version().digest());
        }
    }

    /// @param trouble what keeps the graph from answering
    static DeploymentView ofGraph(Deployment deployment, @Nullable String trouble) {
        return new DeploymentView(
                deployment.name(),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                deployment.spec(),
                trouble);
    }

    /// Nothing of it is in memory.
    static DeploymentView cold(Deployment deployment, Targets targets) {
        Canary canary = targets.canary();
        return new DeploymentView(
                deployment.name(),
                deployment.model(),
                deployment.alias(),
                targets.champion().map(version -> ArmView.cold(version, null)).orElse(null),
                canary == null ? null : ArmView.cold(canary.version(), canary.percent()),
                List.of(),
                targets.shadow().map(version -> ArmView.cold(version, null)).orElse(null),
                deployment.spec().featureService(),
                List.of(),
                List.of(),
                deployment.spec(),
                null);
    }

    static DeploymentView of(Deployment deployment, Arms arms) {
        Optional<FeatureSpec> features =
                Optional.ofNullable(arms.champion())
                        .map(arm -> arm.lease().version())
                        .flatMap(LoadedVersion::features);
        return new DeploymentView(
                deployment.name(),
                deployment.model(),
                deployment.alias(),
                ArmView.of(arms.champion(), null),
                ArmView.of(arms.canary(), arms.percent()),
                shares(arms),
                ArmView.of(arms.shadow(), null),
                features.map(FeatureSpec::featureService).orElse(null),
                features.map(FeatureSpec::entities).orElse(List.of()),
                features.map(FeatureSpec::columnNames).orElse(List.of()),
                deployment.spec(),
                arms.trouble());
    }

    private static List<ShareView> shares(Arms arms) {
        List<ShareView> shares = new ArrayList<>();
        List<Double> weights = arms.weights();
        for (int i = 0; i < weights.size(); i++) {
            double weight = weights.get(i);
            arms.others().get(i).map(arm -> ShareView.of(arm, weight)).ifPresent(shares::add);
        }
        return shares;
    }
}
