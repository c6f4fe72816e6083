package io.minimlops.gateway.feature;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Opens when calls fail one after another; then callers are turned away at once, except for one
/// now and then who tries. The first success closes it.
final class Circuit {

    private final int patience;
    private final long pauseNanos;
    private final LongSupplier clock;
    private int failures;
    private final AtomicLong nextTry = new AtomicLong();
    private volatile boolean open;

    /// @param patience failures in a row that open it
    /// @param pause between tries while it is open
    /// @param clock nanoseconds, as `System.nanoTime()`
    Circuit(int patience, Duration pause, LongSupplier clock) {
        this.patience = patience;
        this.pauseNanos = pause.toNanos();
        this.clock = clock;
    }

    /// Whether to call now.
    boolean admits() {
        if (!open) {
            return true;
        }
        long now = clock.getAsLong();
        long due = nextTry.get();
        return now - due >= 0 && nextTry.compareAndSet(due, now + pauseNanos);
    }

    boolean isOpen() {
        return open;
    }

    /// @return whether that closed it
    synchronized boolean succeeded() {
        failures = 0;
        boolean wasOpen = open;
        open = false;
        return wasOpen;
    }

    /// @return whether that opened it
    synchronized boolean failed() {
        failures++;
        if (open || failures < patience) {
            return false;
        }
        nextTry.set(clock.getAsLong() + pauseNanos);
        open = true;
        return true;
    }
}
