package io.minimlops.gateway.batch;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Wakes a batcher at its nearest deadline, so that a request is refused in time while all
/// executors are busy. At most one call is outstanding for the nearest one; later deadlines need
/// none. Guarded by the batcher's lock.
final class Deadlines {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Runnable sweep;
    private long armedFor = Entry.NO_DEADLINE;

    Deadlines(Runnable sweep) {
        this.sweep = sweep;
    }

    /// @param deadline not to be missed by much; both times on the batcher's clock
    void arm(long deadline, long now) {
        if (deadline < armedFor) {
            armedFor = deadline;
            var unused = TIMER.schedule(sweep, deadline - now, TimeUnit.NANOSECONDS);
        }
    }

    void fired() {
        armedFor = Entry.NO_DEADLINE;
    }

    private static ScheduledThreadPoolExecutor timer() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("batch-deadlines").factory());
    }
}
