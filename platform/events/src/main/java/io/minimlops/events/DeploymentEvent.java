package io.minimlops.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the gateway serves. Compacted: the newest record of a key is the deployment.
public sealed interface DeploymentEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.DEPLOYMENTS;
    }

    /// @param alias the registry alias this deployment follows
    /// @param canary absent when all traffic goes to the alias
    record DeploymentChanged(
            String deployment,
            String model,
            String alias,
            @Nullable Canary canary,
            String actor,
            @Nullable String reason,
            Instant changedAt)
            implements DeploymentEvent {

        @Override
        public String key() {
            return deployment;
        }
    }

    /// @param percent share of traffic, 0 to 100
    record Canary(String version, int percent) {}
}
