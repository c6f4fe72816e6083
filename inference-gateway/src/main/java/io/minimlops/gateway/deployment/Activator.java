package io.minimlops.gateway.deployment;

import io.minimlops.gateway.admission.Gate;
import io.minimlops.gateway.admission.LimitReached;
import io.minimlops.gateway.admission.Limits;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.Scaling;
import io.minimlops.gateway.model.LoadReport;
import io.minimlops.gateway.model.LoadTimes;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.scaling.ColdStart;
import io.minimlops.gateway.scaling.ScalingConfig;
import io.minimlops.gateway.scaling.WaitingRoom;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Wakes cold deployments. A request for one waits, with a limited number of others, until its
/// versions are in memory again and warm.
@ApplicationScoped
public class Activator {

    private static final Logger LOG = Logger.getLogger(Activator.class);

    private final Fleet fleet;
    private final Router router;
    private final DeploymentBook book;
    private final VersionShelf shelf;
    private final Activities activities;
    private final ScalingMetrics metrics;
    private final ScalingConfig config;

    Activator(
            Fleet fleet,
            Router router,
            DeploymentBook book,
            VersionShelf shelf,
            Activities activities,
            ScalingMetrics metrics,
            ScalingConfig config) {
        this.fleet = fleet;
        this.router = router;
        this.book = book;
        this.shelf = shelf;
        this.activities = activities;
        this.metrics = metrics;
        this.config = config;
    }

    /// A request came; told once for each, whatever becomes of it.
    ///
    /// @param name of a known deployment
    public void arrived(String name) {
        activities.of(name).arrivals().arrived(System.currentTimeMillis());
    }

    /// Lets a request in as the deployment's limits allow.
    ///
    /// @return to be left when the request is done; absent where nothing is limited
    /// @throws LimitReached when it must not go on
    public Optional<Gate> enter(Route route) {
        return enter(route.deployment(), route.spec());
    }

    /// As [#enter(Route)], for who goes to no version.
    public Optional<Gate> enter(String name, DeploymentSpec spec) {
        Limits limits = spec.limits();
        if (limits == null) {
            return Optional.empty();
        }
        Gate gate = activities.of(name).gate(limits);
        gate.enter();
        return Optional.of(gate);
    }

    /// As [Router#route], waiting for a cold deployment to wake. It blocks: not for event loops.
    public Route route(String name, @Nullable String version, String stickyKey) {
        return route(name, version, stickyKey, 0, waiting -> {});
    }

    /// @param mostNanos the longest wait; 0: as the deployment says
    /// @param cancellable is told what to cancel when nobody wants the answer any more, which ends
    ///     the wait with a `CancellationException`
    /// @throws NotServed when it is unknown, cannot be woken, or too many wait for it already
    public Route route(
            String name,
            @Nullable String version,
            String stickyKey,
            long mostNanos,
            Consumer<CompletableFuture<Void>> cancellable) {
        Optional<Route> route = router.route(name, version, stickyKey);
        if (route.isPresent()) {
            return route.get();
        }
        long start = System.nanoTime();
        long patience = patience(name, mostNanos);
        while (true) {
            await(name, patience - (System.nanoTime() - start), cancellable);
            route = router.route(name, version, stickyKey);
            if (route.isPresent()) {
                return route.get().after(Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    private long patience(String name, long mostNanos) {
        Scaling scaling = scaling(name);
        long longest =
                scaling == null || scaling.coldStartTimeout() == null
                        ? config.coldStartTimeout().toNanos()
                        : scaling.coldStartTimeout().toNanos();
        return mostNanos > 0 ? Math.min(mostNanos, longest) : longest;
    }

    private void await(String name, long nanos, Consumer<CompletableFuture<Void>> cancellable) {
        Activity activity = activities.of(name);
        CompletableFuture<Void> awake = enter(name, activity);
        cancellable.accept(awake);
        try {
            awake.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw notYet(activity, "%s is still waking up".formatted(name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet(activity, "the wait for %s was interrupted".formatted(name));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            awake.cancel(false);
        }
    }

    private CompletableFuture<Void> enter(String name, Activity activity) {
        Scaling scaling = scaling(name);
        int most =
                scaling == null || scaling.maxWaiting() == null
                        ? config.maxWaiting()
                        : scaling.maxWaiting();
        metrics.track(name, activity);
        try {
            return activity.room().enter(most, () -> begin(name, activity));
        } catch (WaitingRoom.Full e) {
            throw notYet(activity, "%s is waking up and %s".formatted(name, e.getMessage()));
        }
    }

    /// Another try is worthwhile after what a cold start usually takes.
    private static NotServed notYet(Activity activity, String message) {
        return new NotServed(
                true, message, activity.coldStarts().quantile(0.95).orElse(Duration.ofSeconds(1)));
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
        makeRoom(name);
        fleet.wake(name);
        keepToLimits(name);
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
                                makeRoom(name);
                                Instant from = Instant.now();
                                fleet.wake(name);
                                keepToLimits(name);
                                finished(name, activity, from, start);
                            } catch (RuntimeException e) {
                                LOG.errorf(e, "%s could not be woken", name);
                            } finally {
                                activity.room().open();
                            }
                        });
    }

    private void finished(String name, Activity activity, Instant from, long start) {
        activity.wanted();
        if (fleet.champion(name).isEmpty()) {
            return;
        }
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        LoadTimes phases =
                book.find(name).stream()
                        .flatMap(deployment -> book.versions(deployment).stream())
                        .flatMap(id -> shelf.report(id).stream())
                        .filter(report -> report.at().isAfter(from))
                        .map(LoadReport::times)
                        .reduce(LoadTimes.NONE, LoadTimes::plus);
        activity.coldStarts()
                .add(new ColdStart(Instant.now(), total, phases, activity.room().waiting()));
        LOG.infof("%s is awake after %d ms", name, total.toMillis());
    }

    private void makeRoom(String name) {
        sleepWhile(() -> fleet.occupancy().isFull() && fleet.isCold(name), name);
    }

    /// Of several that wake at once, each may have found the room that was for one.
    private void keepToLimits(String name) {
        sleepWhile(fleet.occupancy()::isExceeded, name);
    }

    /// Puts those to sleep that nobody has asked for the longest.
    private void sleepWhile(BooleanSupplier tooMany, String name) {
        while (tooMany.getAsBoolean()) {
            Optional<String> longestIdle =
                    activities.longestIdle(
                            fleet.occupancy().sleepers().filter(other -> !other.equals(name)));
            if (longestIdle.isEmpty()) {
                return;
            }
            LOG.infof("%s sleeps to make room for %s", longestIdle.get(), name);
            fleet.sleep(longestIdle.get());
        }
    }

    private @Nullable Scaling scaling(String name) {
        return book.find(name).map(deployment -> deployment.spec().scaling()).orElse(null);
    }
}
