package io.minimlops.gateway.deployment;

import io.minimlops.events.DeploymentEvent;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.DeploymentEvent.DeploymentWithdrawn;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.spec.SpecReader;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Writes changes to `deployments.v1`. A change is published before it takes effect here, and it
/// takes effect elsewhere by the event, see [DeploymentFollower].
@ApplicationScoped
class DeploymentLog {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final Waker waker;
    private final EventPublisher publisher;
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    DeploymentLog(DeploymentBook book, Fleet fleet, Waker waker, EventPublisher publisher) {
        this.book = book;
        this.fleet = fleet;
        this.waker = waker;
        this.publisher = publisher;
    }

    /// To be held from reading what a deployment is to writing what it becomes.
    Object lock(String name) {
        return locks.computeIfAbsent(name, any -> new Object());
    }

    /// @throws ProblemException 503 when Kafka does not take it
    Deployment write(Deployment deployment, Change change) {
        publisher.publish(event(deployment, change), change.correlationId());
        book.put(deployment);
        waker.changed(deployment.name());
        return deployment;
    }

    /// @throws ProblemException 503 when Kafka does not take it
    void withdraw(String name, Change change) {
        publisher.publish(
                new DeploymentWithdrawn(name, change.actor(), change.reason(), Instant.now()),
                change.correlationId());
        book.remove(name);
        fleet.reconcile(name);
        waker.withdrawn(name);
    }

    private static DeploymentChanged event(Deployment deployment, Change change) {
        Canary canary = deployment.canary();
        return new DeploymentChanged(
                deployment.name(),
                deployment.model(),
                deployment.alias(),
                canary == null
                        ? null
                        : new DeploymentEvent.Canary(canary.version(), canary.percent()),
                change.actor(),
                change.reason(),
                Instant.now(),
                SpecReader.toKeep(deployment.spec()),
                deployment.rollout() == null ? null : deployment.rollout().toKeep());
    }
}
