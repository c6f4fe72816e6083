package io.minimlops.gateway.health;

import io.minimlops.gateway.deployment.ChampionFollower;
import io.minimlops.gateway.deployment.DeploymentFollower;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Ready once the deployments that earlier processes left are known, and their versions loaded or
/// found unloadable.
@ApplicationScoped
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {

    private final DeploymentFollower deployments;
    private final ChampionFollower champions;

    Readiness(DeploymentFollower deployments, ChampionFollower champions) {
        this.deployments = deployments;
        this.champions = champions;
    }

    public boolean isReady() {
        return deployments.hasCaughtUp() && champions.isSettled();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("deployments")
                .status(isReady())
                .withData("deployments-topic-read", deployments.hasCaughtUp())
                .withData("champions-loaded", champions.isSettled())
                .withData("model-registry-answers", champions.registryAnswers())
                .build();
    }
}
