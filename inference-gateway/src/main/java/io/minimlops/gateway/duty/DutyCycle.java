package io.minimlops.gateway.duty;

import java.util.concurrent.locks.LockSupport;

/// Keeps a thread below a share of a core: what it worked, it rests in proportion. Rests are saved
/// up until they are long enough for a thread to take. For one thread at a time.
public final class DutyCycle {

    static final long SHORTEST_REST_NANOS = 1_000_000;

    private final long longestWork;
    private double owed;
    private long ended = System.nanoTime();

    /// @param longestWorkNanos what takes longer was a wait for somebody else, which needs no rest
    ///     beyond that
    public DutyCycle(long longestWorkNanos) {
        this.longestWork = longestWorkNanos;
    }

    /// For work whose every wait counts.
    public DutyCycle() {
        this(Long.MAX_VALUE);
    }

    /// Works, and then rests on this thread as long as it has to.
    ///
    /// @param share of one core, above 0 to 1
    public void run(Runnable work, double share) {
        long began = System.nanoTime();
        rested(began - ended);
        try {
            work.run();
        } finally {
            ended = System.nanoTime();
            long rest = worked(ended - began, share);
            if (rest > 0) {
                LockSupport.parkNanos(rest);
            }
        }
    }

    /// @param nanos that were spent working, waits for a core included: where cores are scarce the
    ///     thread is all the more modest
    /// @return how long to rest now; 0: go on
    long worked(long nanos, double share) {
        owed += Math.min(nanos, longestWork) * (1 / share - 1);
        return owed < SHORTEST_REST_NANOS ? 0 : (long) owed;
    }

    /// Time without work, whatever its reason, counts as rest.
    void rested(long nanos) {
        owed = Math.max(0, owed - nanos);
    }
}
