package io.minimlops.gateway.health;

import io.minimlops.gateway.deployment.ChampionFollower;
import io.minimlops.gateway.deployment.DeploymentFollower;
import jakarta.enterprise.context.ApplicationScoped;

/// Ready once the deployments that earlier processes left are known, and their versions loaded or
/// found unloadable. Where Kafka cannot tell them for long, with the registry's champions alone.
@ApplicationScoped
public class Readiness {

    private final DeploymentFollower deployments;
    private final ChampionFollower champions;

    Readiness(DeploymentFollower deployments, ChampionFollower champions) {
        this.deployments = deployments;
        this.champions = champions;
    }

    public boolean isReady() {
        return hasLoaded();
    }

    boolean knowsDeployments() {
        return deployments.hasCaughtUp();
    }

    boolean hasLoaded() {
        return champions.isSettled();
    }

    boolean registryAnswers() {
        return champions.registryAnswers();
    }
}
