package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.Scaling;
import io.minimlops.gateway.scaling.ScalingConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Puts to sleep who has been idle, and wakes whose keep-warm window begins.
@ApplicationScoped
class IdleWatch {

    private static final Logger LOG = Logger.getLogger(IdleWatch.class);

    private final Fleet fleet;
    private final DeploymentBook book;
    private final Activities activities;
    private final Waker waker;
    private final ScalingConfig config;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("idle-watch").factory());

    IdleWatch(
            Fleet fleet,
            DeploymentBook book,
            Activities activities,
            Waker waker,
            ScalingConfig config) {
        this.fleet = fleet;
        this.book = book;
        this.activities = activities;
        this.waker = waker;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        long pause = config.checkInterval().toMillis();
        var unused = clock.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Instant now = Instant.now();
            for (Deployment deployment : book.byHand()) {
                Scaling scaling = deployment.spec().scaling();
                if (scaling != null && !deployment.isRollingOut()) {
                    look(deployment.name(), scaling, now);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("who is idle could not be told", e);
        }
    }

    private void look(String name, Scaling scaling, Instant now) {
        Activity activity = activities.of(name);
        Duration slow = activity.coldStarts().quantile(0.95).orElse(Duration.ZERO);
        Duration ahead =
                slow.multipliedBy(2).compareTo(config.warmAhead()) > 0
                        ? slow.multipliedBy(2)
                        : config.warmAhead();
        if (scaling.windows().stream().anyMatch(window -> window.wantsWarm(now, ahead))) {
            waker.wake(name);
        } else if (fleet.held().contains(name)
                && now.toEpochMilli() - activity.idleSinceMillis() >= idleAfter(scaling)) {
            LOG.infof(
                    "%s sleeps: nobody asked for it since %s",
                    name, Instant.ofEpochMilli(activity.idleSinceMillis()));
            fleet.sleep(name);
        }
    }

    private long idleAfter(Scaling scaling) {
        return (scaling.idleAfter() == null ? config.idleAfter() : scaling.idleAfter()).toMillis();
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
