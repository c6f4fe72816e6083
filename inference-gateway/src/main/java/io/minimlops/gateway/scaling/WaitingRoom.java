package io.minimlops.gateway.scaling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Where requests wait while a deployment wakes up. The first to come begins the cold start; all
/// who wait for it go on together.
public final class WaitingRoom {

    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable CompletableFuture<Void> door;

    /// Nobody may wait any more.
    public static final class Full extends Exception {
        Full(int most) {
            super("%d requests wait for it already".formatted(most), null, false, false);
        }
    }

    /// Begins a cold start if none is under way, and waits for it. Whoever is refused has begun it
    /// all the same.
    ///
    /// @param most that may wait
    /// @param coldStart must return at once and have [#open] called in the end
    /// @return completed when the deployment is awake or could not be woken; to be cancelled by who
    ///     waits no longer
    public CompletableFuture<Void> enter(int most, Runnable coldStart) throws Full {
        CompletableFuture<Void> opens = begin(coldStart);
        if (waiting.incrementAndGet() > most && !opens.isDone()) {
            waiting.decrementAndGet();
            throw new Full(most);
        }
        CompletableFuture<Void> mine = opens.copy();
        var unused = mine.whenComplete((nothing, failure) -> waiting.decrementAndGet());
        return mine;
    }

    /// Begins a cold start if none is under way.
    public synchronized CompletableFuture<Void> begin(Runnable coldStart) {
        CompletableFuture<Void> present = door;
        if (present != null) {
            return present;
        }
        CompletableFuture<Void> fresh = new CompletableFuture<>();
        door = fresh;
        coldStart.run();
        return fresh;
    }

    /// Lets everybody go on.
    public void open() {
        CompletableFuture<Void> opened;
        synchronized (this) {
            opened = door;
            door = null;
        }
        if (opened != null) {
            opened.complete(null);
        }
    }

    public synchronized boolean isWarming() {
        return door != null;
    }

    public int waiting() {
        return waiting.get();
    }
}
