package io.minimlops.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the gateway serves. Compacted: the newest record of a key is the deployment.
public sealed interface DeploymentEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.DEPLOYMENTS;
    }

    /// @param model empty for a graph of other deployments, which `spec.graph` describes
    /// @param alias the registry alias this deployment follows; empty for a graph
    /// @param canary absent when all traffic goes to the alias
    /// @param spec what else the deployment wants, as its descriptor has it; absent when nothing
    /// @param rollout how far its rollout is and why; absent when there never was one
    record DeploymentChanged(
            String deployment,
            String model,
            String alias,
            @Nullable Canary canary,
            String actor,
            @Nullable String reason,
            Instant changedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> spec,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> rollout)
            implements DeploymentEvent {

        @Override
        public String key() {
            return deployment;
        }
    }

    /// Nobody wants it any more; a model with a champion is served under its own name all the same.
    record DeploymentWithdrawn(
            String deployment, String actor, @Nullable String reason, Instant withdrawnAt)
            implements DeploymentEvent {

        @Override
        public String key() {
            return deployment;
        }
    }

    /// What feedback taught of a deployment's arms. Its key is not the deployment's: it is written
    /// often, and must not replace the descriptor.
    record BanditLearned(String deployment, String model, List<LearnedArm> arms, Instant learnedAt)
            implements DeploymentEvent {

        @Override
        public String key() {
            return deployment + "/bandit";
        }
    }

    /// @param successes rewards, as far as they are not forgotten
    /// @param failures what these were short of 1
    /// @param rewards how many there ever were
    record LearnedArm(
            String arm, String version, double successes, double failures, long rewards) {}

    /// @param percent share of traffic, 0 to 100
    record Canary(String version, int percent) {}
}
