package io.minimlops.gateway.deployment;

import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutRecord.Decision;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/// When a descriptor begins a rollout: when it wants one that the present one does not want. The
/// same descriptor sent again changes nothing, neither during a rollout nor after it.
final class RolloutStart {

    private RolloutStart() {}

    static Deployment wanted(
            Deployment present, String model, String alias, DeploymentSpec spec, Change change) {
        String name = present.name();
        boolean sameModel = present.model().equals(model);
        Rollout before = sameModel ? present.spec().trafficOrNone().rollout() : null;
        Rollout wanted = spec.trafficOrNone().rollout();
        if (wanted == null) {
            Canary canary = sameModel && !present.isRollingOut() ? present.canary() : null;
            return new Deployment(name, model, alias, canary, spec, null);
        }
        Deployment fresh =
                new Deployment(
                        name,
                        model,
                        alias,
                        sameModel ? present.canary() : null,
                        spec,
                        sameModel ? present.rollout() : null);
        return Objects.equals(before, wanted) && fresh.rollout() != null
                ? fresh
                : begun(fresh, wanted, change);
    }

    /// @throws ProblemException 409 when there is nothing to roll out
    static void check(Deployment present, Deployment wanted, Targets targets) {
        RolloutRecord rollout = wanted.rollout();
        if (rollout != null
                && !rollout.equals(present.rollout())
                && targets.champion().filter(rollout.version()::equals).isPresent()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "already-champion",
                            "version %s has all the traffic already".formatted(rollout.version())));
        }
    }

    static Deployment again(Deployment deployment, Change change) {
        Rollout wanted = deployment.spec().trafficOrNone().rollout();
        if (wanted == null) {
            throw new ProblemException(
                    new Problem.NotFound("rollout of deployment", deployment.name()));
        }
        return begun(deployment, wanted, change);
    }

    private static Deployment begun(Deployment deployment, Rollout wanted, Change change) {
        int percent = wanted.stepsOrStandard().getFirst();
        Decision first =
                new Decision(
                        Instant.now(), change.actor(), "running", percent, change.reason(), null);
        return deployment.withRollout(
                RolloutRecord.begin(UUID.randomUUID().toString(), wanted.version(), first));
    }
}
