package io.minimlops.gateway.deployment;

import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.rollout.Evidence;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutState;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Changes to the share of traffic that another version than the champion has: by hand, or by a
/// rollout.
@ApplicationScoped
class Canaries {

    private final DeploymentBook book;
    private final DeploymentLog log;
    private final WantedVersions versions;
    private final Fleet fleet;

    Canaries(DeploymentBook book, DeploymentLog log, WantedVersions versions, Fleet fleet) {
        this.book = book;
        this.log = log;
        this.versions = versions;
        this.fleet = fleet;
    }

    /// Gives a share of the traffic to another version, which is loaded and warm before this
    /// returns.
    Deployment start(String name, Canary canary, Change change) {
        synchronized (log.lock(name)) {
            Deployment deployment = book.ofVersions(name, "a canary is for one");
            if (deployment.isRollingOut()) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "rollout-under-way",
                                "the rollout has the canary; abort it before another begins"));
            }
            versions.load(deployment.model(), canary.version());
            return log.write(deployment.withCanary(canary), change);
        }
    }

    /// Gives all traffic back to the alias; a rollout under way is aborted by it.
    Deployment end(String name, Change change) {
        synchronized (log.lock(name)) {
            Deployment deployment = book.existing(name);
            RolloutRecord rollout = deployment.rollout();
            if (rollout != null && rollout.state() instanceof RolloutState.Active active) {
                return decide(name, rollout, active.abort(Instant.now()), null, change);
            }
            return deployment.canary() == null
                    ? deployment
                    : log.write(deployment.withCanary(null), change);
        }
    }

    /// Takes a rollout to its next state.
    ///
    /// @param seen the record that was decided on; a newer one makes the decision void
    /// @throws ProblemException 409 when it is void, 503 when Kafka does not take it
    Deployment decide(
            String name,
            RolloutRecord seen,
            RolloutState next,
            @Nullable Evidence evidence,
            Change change) {
        synchronized (log.lock(name)) {
            Deployment deployment = book.existing(name);
            RolloutRecord present = deployment.rollout();
            if (present == null
                    || !present.id().equals(seen.id())
                    || present.revision() != seen.revision()) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "rollout-moved-on", "the rollout was decided on meanwhile"));
            }
            Rollout wanted = deployment.spec().trafficOrNone().rollout();
            int percent = wanted == null ? 0 : next.percent(wanted.stepsOrStandard());
            RolloutRecord.Decision decision =
                    new RolloutRecord.Decision(
                            next.since(),
                            change.actor(),
                            next.word(),
                            percent,
                            change.reason(),
                            evidence);
            return log.write(deployment.withRollout(present.then(next, decision)), change);
        }
    }

    /// Begins the descriptor's rollout again.
    Deployment restart(String name, Change change) {
        synchronized (log.lock(name)) {
            Deployment present = book.existing(name);
            Deployment wanted = RolloutStart.again(present, change);
            Targets targets = versions.find(wanted);
            RolloutStart.check(present, wanted, targets);
            versions.load(wanted.model(), targets);
            return log.write(wanted, change);
        }
    }

    /// Takes a canary's traffic away in this process alone, until the log can be told.
    void withdrawHere(String name) {
        synchronized (log.lock(name)) {
            book.find(name)
                    .filter(deployment -> deployment.canary() != null)
                    .ifPresent(deployment -> book.put(deployment.withCanary(null)));
            fleet.reconcile(name);
        }
    }
}
