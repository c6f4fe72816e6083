package io.minimlops.gateway.deployment;

import io.minimlops.gateway.model.LoadReport;
import io.minimlops.gateway.model.LoadTimes;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.scaling.ColdStart;
import io.minimlops.gateway.scaling.WaitingRoom;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Brings cold deployments into memory, with room made for them, and measures how long it took.
@ApplicationScoped
public class Waker {

    private static final Logger LOG = Logger.getLogger(Waker.class);

    private final Fleet fleet;
    private final DeploymentBook book;
    private final VersionShelf shelf;
    private final Activities activities;
    private final Eviction eviction;
    private final ScalingMetrics metrics;

    Waker(
            Fleet fleet,
            DeploymentBook book,
            VersionShelf shelf,
            Activities activities,
            Eviction eviction,
            ScalingMetrics metrics) {
        this.fleet = fleet;
        this.book = book;
        this.shelf = shelf;
        this.activities = activities;
        this.eviction = eviction;
        this.metrics = metrics;
    }

    /// Wakes a deployment for a request that waits for it, see [WaitingRoom#enter].
    CompletableFuture<Void> wake(String name, Activity activity, int mostWaiting)
            throws WaitingRoom.Full {
        metrics.track(name, activity);
        return activity.room().enter(mostWaiting, () -> begin(name, activity));
    }

    /// Wakes a deployment for which nobody waits.
    void wake(String name) {
        Activity activity = activities.of(name);
        activity.wanted();
        if (fleet.isCold(name)) {
            metrics.track(name, activity);
            activity.room().begin(() -> begin(name, activity));
        }
    }

    /// Somebody changed a deployment: it is loaded as it is wanted now, also if it may sleep.
    void changed(String name) {
        activities.of(name).wanted();
        bring(name);
    }

    /// The champion, brought into memory if its deployment is cold; empty when it cannot be.
    public Optional<LoadedVersion> champion(String name) {
        if (fleet.isCold(name)) {
            changed(name);
        }
        return fleet.champion(name);
    }

    /// Forgets what was seen of a deployment that is not there any more.
    void withdrawn(String name) {
        if (book.find(name).isEmpty()) {
            activities.forget(name);
            metrics.forget(name);
        }
    }

    private void begin(String name, Activity activity) {
        long start = System.nanoTime();
        Thread.ofVirtual()
                .name("cold-start-" + name)
                .start(
                        () -> {
                            try {
                                Instant from = bring(name);
                                finished(name, activity, from, start);
                            } catch (RuntimeException e) {
                                LOG.errorf(e, "%s could not be woken", name);
                            } finally {
                                activity.room().open();
                            }
                        });
    }

    /// @return when there was room and it began to load
    private Instant bring(String name) {
        eviction.makeRoom(name);
        Instant began = Instant.now();
        fleet.wake(name);
        eviction.keepToLimits(name);
        return began;
    }

    private void finished(String name, Activity activity, Instant from, long start) {
        activity.wanted();
        if (fleet.champion(name).isEmpty()) {
            return;
        }
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        activity.coldStarts()
                .add(
                        new ColdStart(
                                Instant.now(),
                                total,
                                phases(name, from),
                                activity.room().waiting()));
        LOG.infof("%s is awake after %d ms", name, total.toMillis());
    }

    /// Of the loads since a time.
    private LoadTimes phases(String name, Instant from) {
        return book.find(name).stream()
                .flatMap(deployment -> book.versions(deployment).stream())
                .flatMap(version -> shelf.report(version).stream())
                .filter(report -> report.at().isAfter(from))
                .map(LoadReport::times)
                .reduce(LoadTimes.NONE, LoadTimes::plus);
    }
}
