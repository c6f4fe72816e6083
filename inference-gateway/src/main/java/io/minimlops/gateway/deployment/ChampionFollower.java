package io.minimlops.gateway.deployment;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.Topic;
import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.kafka.TopicTail;
import io.minimlops.gateway.kafka.TopicTail.From;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.gateway.registry.RegistryAway;
import io.minimlops.gateway.registry.RegistryClient;
import io.minimlops.gateway.registry.RegistryConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the registry's aliases: by event within milliseconds, and by asking now and then in case
/// an event was missed.
@ApplicationScoped
public class ChampionFollower {

    private static final Logger LOG = Logger.getLogger(ChampionFollower.class);

    private final AliasTable aliases;
    private final Fleet fleet;
    private final RegistryClient registry;
    private final RegistryConfig config;
    private final DeploymentFollower deployments;
    private final TopicTail tail;
    private final Start start;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("registry-poll").factory());
    private volatile boolean registryAnswers;
    private @Nullable Future<?> nextLook;

    ChampionFollower(
            AliasTable aliases,
            Fleet fleet,
            RegistryClient registry,
            RegistryConfig config,
            DeploymentFollower deployments,
            KafkaConfig kafka) {
        this.aliases = aliases;
        this.fleet = fleet;
        this.registry = registry;
        this.config = config;
        this.deployments = deployments;
        this.start = new Start(kafka.startPatience(), config.pollInterval());
        this.tail = new TopicTail(kafka.bootstrapServers(), Topic.MODELS, From.END, this::apply);
    }

    void start(@Observes StartupEvent started) {
        tail.start();
        clock.execute(this::follow);
        deployments.onCaughtUp(() -> clock.execute(this::follow));
    }

    /// Whether everything that was to be served at the start has been loaded or found unloadable,
    /// as far as it could be known.
    public boolean isSettled() {
        return start.isOver();
    }

    public boolean registryAnswers() {
        return registryAnswers;
    }

    private void apply(Envelope<Event> envelope) {
        if (envelope.event() instanceof AliasMoved moved) {
            LOG.infof(
                    "%s: %s moved from %s to %s (%s)",
                    moved.model(),
                    moved.alias(),
                    moved.from(),
                    moved.to(),
                    envelope.correlationId());
            aliases.moved(moved.model(), moved.alias(), moved.to());
            Thread.ofVirtual().name("reconcile").start(() -> fleet.reconcileModel(moved.model()));
        }
    }

    /// Until the desired state is known, what is known is served.
    private void follow() {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        boolean known = deployments.hasCaughtUp();
        boolean wasOver = start.isOver();
        look();
        Duration sinceStart = Duration.ofNanos(System.nanoTime() - began);
        Duration pause = start.looked(known, registryAnswers, sinceStart);
        if (start.isOver() && !wasOver && !known) {
            LOG.warn(
                    "Kafka has not told the deployments: champions alone are served until it does");
        }
        if (!clock.isShutdown()) {
            nextLook = clock.schedule(this::follow, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            long mark = aliases.mark();
            aliases.synchronize(registry.models(), mark);
            registryAnswers = true;
        } catch (RegistryAway e) {
            if (registryAnswers) {
                LOG.warnf("%s; serving goes on", e.getMessage());
            }
            registryAnswers = false;
        } catch (RuntimeException e) {
            LOG.error("the registry's answer was not understood", e);
        }
        try {
            fleet.reconcileAll();
        } catch (RuntimeException e) {
            LOG.error("not everything that is wanted could be served", e);
        }
    }

    @PreDestroy
    void stop() {
        tail.close();
        clock.shutdownNow();
    }
}
