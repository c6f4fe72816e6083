package io.minimlops.gateway.deployment;

import io.minimlops.events.DeploymentEvent.BanditLearned;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Writes what bandits learned, so that a start goes on with it. Of several replicas, which learn
/// each from its own requests, the last to write is who the next start listens to.
@ApplicationScoped
public class BanditMemory {

    private static final Logger LOG = Logger.getLogger(BanditMemory.class);

    private final Bandits bandits;
    private final DeploymentFollower follower;
    private final EventPublisher publisher;
    private final BanditConfig config;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("bandits").factory());

    BanditMemory(
            Bandits bandits,
            DeploymentFollower follower,
            EventPublisher publisher,
            BanditConfig config) {
        this.bandits = bandits;
        this.follower = follower;
        this.publisher = publisher;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        long nanos = config.keepEvery().toNanos();
        var unused = clock.scheduleWithFixedDelay(this::keep, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void keep() {
        if (follower.hasCaughtUp()) {
            bandits.takeChanged().forEach(this::keep);
        }
    }

    private void keep(BanditLearned learned) {
        try {
            publisher.publish(learned, UUID.randomUUID().toString());
        } catch (ProblemException e) {
            bandits.giveBack(learned);
            LOG.debugf(e, "%s: what the bandit learned is written later", learned.deployment());
        } catch (RuntimeException e) {
            bandits.giveBack(learned);
            LOG.errorf(e, "%s: what the bandit learned was not written", learned.deployment());
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
