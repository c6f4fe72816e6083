package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutState;
import io.minimlops.gateway.deployment.spec.Batching;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.model.ServingSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody wants served.
///
/// A graph has no model and follows no alias: both are empty texts, here and in its event.
///
/// @param name what clients call the model
/// @param alias the registry alias that is followed, unless the descriptor names a version
/// @param canary absent when all traffic goes to the alias
/// @param spec what else is wanted
/// @param rollout how far the descriptor's rollout is; absent when there never was one
public record Deployment(
        String name,
        String model,
        String alias,
        @Nullable Canary canary,
        DeploymentSpec spec,
        @Nullable RolloutRecord rollout) {

    public static final String CHAMPION = "champion";

    /// @param percent share of traffic, 0 to 100
    public record Canary(String version, int percent) {}

    /// A model with a champion, served under its own name.
    static Deployment ofChampion(String model) {
        return new Deployment(model, model, CHAMPION, null, DeploymentSpec.EMPTY, null);
    }

    static Deployment ofGraph(String name, DeploymentSpec spec) {
        return new Deployment(name, "", "", null, spec, null);
    }

    /// Whether it is put together of other deployments.
    public boolean isGraph() {
        return spec.graph() != null;
    }

    /// Names of the deployments that a graph's steps ask; none for a model.
    public Set<String> stepDeployments() {
        Graph graph = spec.graph();
        return graph == null ? Set.of() : graph.deployments();
    }

    Deployment withCanary(@Nullable Canary changed) {
        return new Deployment(name, model, alias, changed, spec, rollout);
    }

    /// With the canary that the rollout's state wants, or the version it made the champion.
    Deployment withRollout(RolloutRecord changed) {
        Rollout wanted = spec.trafficOrNone().rollout();
        int percent = wanted == null ? 0 : changed.state().percent(wanted.stepsOrStandard());
        boolean served = changed.state() instanceof RolloutState.Promoted && spec.version() != null;
        return new Deployment(
                name,
                model,
                alias,
                percent == 0 ? null : new Canary(changed.version(), percent),
                served ? spec.withVersion(changed.version()) : spec,
                changed);
    }

    boolean isRollingOut() {
        return rollout != null && rollout.isActive();
    }

    /// How this deployment wants a version run.
    ///
    /// @param standard the version's own settings
    public ServingSettings settings(ServingSettings standard) {
        Batching batching = spec.batching();
        return new ServingSettings(
                batching == null
                        ? standard.batching()
                        : batching.over(standard.batching(), standard.mostExecutors()),
                Math.max(spec.cacheBytes(), standard.cacheBytes()),
                standard.mostExecutors());
    }
}
