package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.Scaling;
import io.minimlops.gateway.scaling.ScalingConfig;
import io.minimlops.gateway.scaling.WaitingRoom;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Routes requests also to cold deployments. A request for one wakes it and waits, with a limited
/// number of others, until its versions are in memory again and warm.
@ApplicationScoped
public class Activator {

    private final Router router;
    private final Waker waker;
    private final DeploymentBook book;
    private final Activities activities;
    private final ScalingConfig config;

    Activator(
            Router router,
            Waker waker,
            DeploymentBook book,
            Activities activities,
            ScalingConfig config) {
        this.router = router;
        this.waker = waker;
        this.book = book;
        this.activities = activities;
        this.config = config;
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
        CompletableFuture<Void> awake = wake(name, activity);
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

    private CompletableFuture<Void> wake(String name, Activity activity) {
        Scaling scaling = scaling(name);
        int most =
                scaling == null || scaling.maxWaiting() == null
                        ? config.maxWaiting()
                        : scaling.maxWaiting();
        try {
            return waker.wake(name, activity, most);
        } catch (WaitingRoom.Full e) {
            throw notYet(activity, "%s is waking up and %s".formatted(name, e.getMessage()));
        }
    }

    /// Another try is worthwhile after what a cold start usually takes.
    private static NotServed notYet(Activity activity, String message) {
        return new NotServed(
                true, message, activity.coldStarts().quantile(0.95).orElse(Duration.ofSeconds(1)));
    }

    private @Nullable Scaling scaling(String name) {
        return book.find(name).map(deployment -> deployment.spec().scaling()).orElse(null);
    }
}
