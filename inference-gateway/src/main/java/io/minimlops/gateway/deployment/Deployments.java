package io.minimlops.gateway.deployment;

import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.DeploymentEvent.DeploymentWithdrawn;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.rollout.Evidence;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutState;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.gateway.deployment.spec.SpecReader;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Changes to what is served. A change is published before it takes effect here, and it takes
/// effect elsewhere by the event.
@ApplicationScoped
public class Deployments {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final AliasTable aliases;
    private final VersionShelf shelf;
    private final GraphLinks links;
    private final Waker waker;
    private final EventPublisher publisher;
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    Deployments(
            DeploymentBook book,
            Fleet fleet,
            AliasTable aliases,
            VersionShelf shelf,
            GraphLinks links,
            Waker waker,
            EventPublisher publisher) {
        this.book = book;
        this.fleet = fleet;
        this.aliases = aliases;
        this.shelf = shelf;
        this.links = links;
        this.waker = waker;
        this.publisher = publisher;
    }

    /// Serves what the alias points to under the name, and follows it; or the one version that the
    /// descriptor names. A rollout that the descriptor did not want before begins.
    ///
    /// @param spec absent: as a present deployment has it
    Deployment deploy(
            String name, String model, String alias, @Nullable DeploymentSpec spec, Change change) {
        synchronized (lock(name)) {
            Deployment present =
                    book.find(name)
                            .orElse(
                                    new Deployment(
                                            name, model, alias, null, DeploymentSpec.EMPTY, null));
            Deployment wanted =
                    RolloutStart.wanted(
                            present, model, alias, spec == null ? kept(present) : spec, change);
            Targets targets = targetsOf(wanted);
            RolloutStart.check(present, wanted, targets);
            List<LoadedVersion> versions =
                    targets.versions().stream().map(version -> load(model, version)).toList();
            DefaultColumns.check(
                    wanted.spec().missing(),
                    versions.stream().flatMap(version -> version.features().stream()).toList());
            return apply(wanted, change);
        }
    }

    private static DeploymentSpec kept(Deployment present) {
        return present.isGraph() ? DeploymentSpec.EMPTY : present.spec();
    }

    /// Serves a graph of other deployments under the name.
    ///
    /// @throws ProblemException 422 when a step asks what is not there, or leads back here
    Deployment deployGraph(String name, DeploymentSpec spec, Change change) {
        // One at a time, so that two graphs cannot come to lead to each other.
        synchronized (links) {
            Deployment wanted = Deployment.ofGraph(name, spec);
            links.check(wanted);
            synchronized (lock(name)) {
                return apply(wanted, change);
            }
        }
    }

    /// @throws ProblemException 404 when an alias points nowhere
    private Targets targetsOf(Deployment wanted) {
        return Targets.of(wanted, alias -> Optional.of(aliased(wanted.model(), alias)));
    }

    private Object lock(String name) {
        return locks.computeIfAbsent(name, any -> new Object());
    }

    private String aliased(String model, String alias) {
        return aliases.version(model, alias)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        new Problem.NotFound("alias", model + "/" + alias)));
    }

    /// Forgets what was deployed by hand; a model with a champion goes on under its own name.
    void withdraw(String name, Change change) {
        if (!book.isByHand(name)) {
            throw new ProblemException(new Problem.NotFound("deployment made by hand", name));
        }
        endCanary(name, change);
        publisher.publish(
                new DeploymentWithdrawn(name, change.actor(), change.reason(), Instant.now()),
                change.correlationId());
        book.remove(name);
        fleet.reconcile(name);
        waker.withdrawn(name);
    }

    /// Gives a share of the traffic to another version, which is loaded and warm before this
    /// returns.
    Deployment startCanary(String name, Canary canary, Change change) {
        synchronized (lock(name)) {
            Deployment deployment = book.ofVersions(name, "a canary is for one");
            if (deployment.isRollingOut()) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "rollout-under-way",
                                "the rollout has the canary; abort it before another begins"));
            }
            load(deployment.model(), canary.version());
            return apply(deployment.withCanary(canary), change);
        }
    }

    /// Gives all traffic back to the alias; a rollout under way is aborted by it.
    Deployment endCanary(String name, Change change) {
        synchronized (lock(name)) {
            Deployment deployment = book.existing(name);
            RolloutRecord rollout = deployment.rollout();
            if (rollout != null && rollout.state() instanceof RolloutState.Active active) {
                return decide(name, rollout, active.abort(Instant.now()), null, change);
            }
            return deployment.canary() == null
                    ? deployment
                    : apply(deployment.withCanary(null), change);
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
        synchronized (lock(name)) {
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
            return apply(deployment.withRollout(present.then(next, decision)), change);
        }
    }

    /// Begins the descriptor's rollout again.
    Deployment restart(String name, Change change) {
        synchronized (lock(name)) {
            Deployment present = book.existing(name);
            Deployment wanted = RolloutStart.again(present, change);
            RolloutStart.check(present, wanted, targetsOf(wanted));
            targetsOf(wanted).versions().forEach(version -> load(wanted.model(), version));
            return apply(wanted, change);
        }
    }

    /// Takes a canary's traffic away in this process alone, until the log can be told.
    void withdrawCanaryHere(String name) {
        synchronized (lock(name)) {
            book.find(name)
                    .filter(deployment -> deployment.canary() != null)
                    .ifPresent(deployment -> book.put(deployment.withCanary(null)));
            fleet.reconcile(name);
        }
    }

    private Deployment apply(Deployment deployment, Change change) {
        publisher.publish(event(deployment, change), change.correlationId());
        book.put(deployment);
        waker.changed(deployment.name());
        return deployment;
    }

    private LoadedVersion load(String model, String version) {
        try {
            return shelf.load(new VersionId(model, version));
        } catch (LoadFailed e) {
            throw new ProblemException(problem(model, version, e), e);
        }
    }

    private static Problem problem(String model, String version, LoadFailed failure) {
        return switch (failure.kind()) {
            case UNKNOWN -> new Problem.NotFound("version", model + "/" + version);
            case DAMAGED -> new Problem.Conflict("damaged-version", failure.reason());
            case UNLOADABLE -> new Problem.Conflict("unloadable-version", failure.reason());
            case REGISTRY_AWAY -> new Problem.Unavailable("model-registry", failure.reason());
            case STORE_AWAY -> new Problem.Unavailable("s3", failure.reason());
        };
    }

    private static DeploymentChanged event(Deployment deployment, Change change) {
        Canary canary = deployment.canary();
        return new DeploymentChanged(
                deployment.name(),
                deployment.model(),
                deployment.alias(),
                canary == null
                        ? null
                        : new io.minimlops.events.DeploymentEvent.Canary(
                                canary.version(), canary.percent()),
                change.actor(),
                change.reason(),
                Instant.now(),
                SpecReader.toKeep(deployment.spec()),
                deployment.rollout() == null ? null : deployment.rollout().toKeep());
    }
}
