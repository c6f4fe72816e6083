package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.Watch;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.gateway.registry.MoveAlias;
import io.minimlops.gateway.registry.RegistryAway;
import io.minimlops.gateway.registry.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Makes a version that passed all steps the champion: by the registry's alias, so that everybody
/// who follows it agrees; a deployment that follows none just names the version from then on.
@ApplicationScoped
class Promotion {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AliasTable aliases;
    private final RegistryClient registry;

    Promotion(AliasTable aliases, RegistryClient registry) {
        this.aliases = aliases;
        this.registry = registry;
    }

    /// How far it is.
    sealed interface Progress {}

    record Done() implements Progress {}

    record Waits(String why) implements Progress {}

    /// The registry will not have it, by a policy of its own for example.
    record Refused(String why) implements Progress {}

    Progress look(Deployment deployment, RolloutRecord rollout, Watch watch, Instant now) {
        if (deployment.spec().version() != null
                || aliases.version(deployment.model(), deployment.alias())
                        .filter(rollout.version()::equals)
                        .isPresent()) {
            return new Done();
        }
        Instant asked = watch.asked();
        if (asked != null && now.isBefore(asked.plus(PATIENCE))) {
            return new Waits("the registry moved the alias; its event has not come yet");
        }
        return ask(deployment, rollout, watch, now);
    }

    private Progress ask(Deployment deployment, RolloutRecord rollout, Watch watch, Instant now) {
        String why =
                "version %s passed all steps of its rollout in deployment %s"
                        .formatted(rollout.version(), deployment.name());
        try {
            Optional<String> refusal =
                    registry.move(
                            new MoveAlias(
                                    deployment.model(),
                                    deployment.alias(),
                                    rollout.version(),
                                    RolloutSteps.ACTOR,
                                    why,
                                    evidence(deployment, rollout)),
                            "rollout-" + rollout.id());
            if (refusal.isPresent()) {
                return new Refused("the registry refused the promotion: " + refusal.get());
            }
            watch.asked(now);
            return new Waits("the registry moved the alias; its event has not come yet");
        } catch (RegistryAway e) {
            return new Waits(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> evidence(Deployment deployment, RolloutRecord rollout) {
        String story =
                rollout.history().stream()
                        .map(each -> each.percent() + " %: " + each.why())
                        .reduce((newer, older) -> older + " | " + newer)
                        .orElse("");
        return Map.of(
                "deployment",
                deployment.name(),
                "rollout",
                rollout.id(),
                "steps",
                story.substring(0, Math.min(4_000, story.length())));
    }
}
