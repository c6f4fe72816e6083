package io.minimlops.gateway.deployment;

import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.DeploymentEvent.DeploymentWithdrawn;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.SpecReader;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes to what is served. A change is published before it takes effect here, and it takes
/// effect elsewhere by the event.
@ApplicationScoped
public class Deployments {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final AliasTable aliases;
    private final VersionShelf shelf;
    private final EventPublisher publisher;

    Deployments(
            DeploymentBook book,
            Fleet fleet,
            AliasTable aliases,
            VersionShelf shelf,
            EventPublisher publisher) {
        this.book = book;
        this.fleet = fleet;
        this.aliases = aliases;
        this.shelf = shelf;
        this.publisher = publisher;
    }

    /// Serves what the alias points to under the name, and follows it; or the one version that the
    /// descriptor names.
    ///
    /// @param spec absent: as a present deployment has it
    Deployment deploy(
            String name, String model, String alias, @Nullable DeploymentSpec spec, Change change) {
        DeploymentSpec wanted =
                spec != null
                        ? spec
                        : book.find(name).map(Deployment::spec).orElse(DeploymentSpec.EMPTY);
        Canary canary =
                book.find(name)
                        .filter(present -> present.model().equals(model))
                        .map(Deployment::canary)
                        .orElse(null);
        Deployment deployment = new Deployment(name, model, alias, canary, wanted);
        Targets targets = Targets.of(deployment, target -> Optional.of(aliased(model, target)));
        targets.versions().forEach(version -> load(model, version));
        return apply(deployment, change);
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
    }

    /// Gives a share of the traffic to another version, which is loaded and warm before this
    /// returns.
    Deployment startCanary(String name, Canary canary, Change change) {
        Deployment deployment = existing(name);
        load(deployment.model(), canary.version());
        return apply(deployment.withCanary(canary), change);
    }

    /// Gives all traffic back to the alias.
    Deployment endCanary(String name, Change change) {
        Deployment deployment = existing(name);
        return deployment.canary() == null
                ? deployment
                : apply(deployment.withCanary(null), change);
    }

    private Deployment existing(String name) {
        return book.find(name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("deployment", name)));
    }

    private Deployment apply(Deployment deployment, Change change) {
        publisher.publish(event(deployment, change), change.correlationId());
        book.put(deployment);
        fleet.reconcile(deployment.name());
        return deployment;
    }

    private void load(String model, String version) {
        try {
            shelf.load(new VersionId(model, version));
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
                SpecReader.toKeep(deployment.spec()));
    }

    /// Who changes something, why, and as part of what.
    record Change(String actor, @Nullable String reason, String correlationId) {}
}
