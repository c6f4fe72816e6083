package io.minimlops.gateway.deployment;

import io.minimlops.events.DeploymentEvent.BanditLearned;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.DeploymentEvent.DeploymentWithdrawn;
import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.Topic;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.spec.SpecReader;
import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.kafka.TopicTail;
import io.minimlops.gateway.kafka.TopicTail.From;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/// Rebuilds the desired state from the compacted topic, and follows what other replicas change.
@ApplicationScoped
public class DeploymentFollower {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final Waker waker;
    private final Bandits bandits;
    private final TopicTail tail;
    private final Duration patience;
    private volatile boolean open;

    DeploymentFollower(
            DeploymentBook book, Fleet fleet, Waker waker, Bandits bandits, KafkaConfig kafka) {
        this.book = book;
        this.fleet = fleet;
        this.waker = waker;
        this.bandits = bandits;
        this.patience = kafka.answerPatience();
        this.tail =
                new TopicTail(
                        kafka.bootstrapServers(), Topic.DEPLOYMENTS, From.BEGINNING, this::apply);
    }

    /// Nothing is answered, streamed or predicted before this returns: until the deployments are
    /// known, one of them would be taken for unknown, or for its model's champion alone.
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent started) {
        tail.start();
        try {
            tail.awaitCatchUp(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open = true;
    }

    /// Whether the start has got so far that requests may be answered.
    public boolean isOpen() {
        return open;
    }

    /// Whether the state that earlier processes left is known.
    public boolean hasCaughtUp() {
        return tail.hasCaughtUp();
    }

    /// For who waits for [#hasCaughtUp]; must not block.
    void onCaughtUp(Runnable told) {
        tail.onCaughtUp(told);
    }

    private void apply(Envelope<Event> envelope) {
        switch (envelope.event()) {
            case DeploymentChanged changed -> put(deployment(changed));
            case DeploymentWithdrawn withdrawn -> {
                book.remove(withdrawn.deployment());
                waker.withdrawn(withdrawn.deployment());
            }
            case BanditLearned learned -> {
                restore(learned);
                return;
            }
            default -> {
                return;
            }
        }
        if (tail.hasCaughtUp()) {
            String name = envelope.event().key();
            Thread.ofVirtual().name("reconcile").start(() -> fleet.reconcile(name));
        }
    }

    /// Only at the start: what comes later is our own echo, or what another replica learned from
    /// requests of its own.
    private void restore(BanditLearned learned) {
        if (!tail.hasCaughtUp()) {
            bandits.restore(learned);
        }
    }

    private static Deployment deployment(DeploymentChanged changed) {
        var canary = changed.canary();
        return new Deployment(
                changed.deployment(),
                changed.model(),
                changed.alias(),
                canary == null ? null : new Canary(canary.version(), canary.percent()),
                SpecReader.kept(changed.spec()),
                RolloutRecord.kept(changed.rollout()));
    }

    /// An echo of an earlier step must not undo a later one of our own.
    private void put(Deployment heard) {
        RolloutRecord known = book.find(heard.name()).map(Deployment::rollout).orElse(null);
        if (known == null || !known.isNewerThan(heard.rollout())) {
            book.put(heard);
        }
    }

    @PreDestroy
    void stop() {
        tail.close();
    }
}
