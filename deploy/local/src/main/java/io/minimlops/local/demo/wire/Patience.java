package io.minimlops.local.demo.wire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How long a call is repeated while its service is away, and how often that happened. Every call
/// made with patience carries its own identity, so that repeating it changes nothing.
public final class Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Duration limit;
    private final AtomicLong repeats = new AtomicLong();

    public Patience(Duration limit) {
        this.limit = limit;
    }

    /// Calls that had to be made again, over all services.
    public long repeats() {
        return repeats.get();
    }

    /// Waits before the next attempt; false when the limit is reached.
    boolean again(int attempt, long startedNanos) {
        Duration spent = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (spent.compareTo(limit) > 0) {
            return false;
        }
        repeats.incrementAndGet();
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 6));
        Pause.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        return true;
    }
}
