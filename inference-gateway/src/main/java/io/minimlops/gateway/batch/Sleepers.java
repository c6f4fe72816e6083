package io.minimlops.gateway.batch;

import java.util.concurrent.locks.Condition;

/// The executors that have nothing to run. One is woken only when there is something for it to do
/// and no other is on its way already; at most one of them, the lookout, sleeps with an alarm.
/// Guarded by the batcher's lock, which the condition is of.
final class Sleepers {

    private static final long NEVER = Long.MAX_VALUE;

    private final Condition work;
    private int asleep;

    /// Whether one that was woken has not come yet; it looks after everything that is to do.
    private boolean woken;

    /// When the lookout's alarm goes off.
    private long alarm = NEVER;

    Sleepers(Condition work) {
        this.work = work;
    }

    /// Whether there is one that nobody has woken yet.
    boolean mayWake() {
        return asleep > 0 && !woken;
    }

    /// @param wait nanoseconds until one is needed; [Long#MAX_VALUE]: none is
    void wakeOneFor(long wait, long now) {
        if (wait == 0 || (wait != NEVER && now + wait < alarm)) {
            woken = true;
            work.signal();
        }
    }

    void wakeAll() {
        work.signalAll();
    }

    /// Executors end by closing the batcher alone: an interrupt meant for a runner must not lose
    /// queued requests.
    ///
    /// @param nanos [Long#MAX_VALUE]: until woken
    void sleep(long nanos, long now) {
        boolean lookout = nanos != NEVER && now + nanos < alarm;
        if (lookout) {
            alarm = now + nanos;
        }
        asleep++;
        try {
            if (lookout) {
                var unused = work.awaitNanos(nanos);
            } else {
                work.awaitUninterruptibly();
            }
        } catch (InterruptedException e) {
            Thread.interrupted();
        } finally {
            asleep--;
            woken = false;
            if (lookout) {
                alarm = NEVER;
            }
        }
    }
}
