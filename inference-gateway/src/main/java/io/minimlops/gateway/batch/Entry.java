package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A request in the queue. Its fields are guarded by the batcher's lock, except the future.
final class Entry<K, P, R> {

    enum State {
        QUEUED,
        TAKEN,
        REMOVED
    }

    final Work<K, P> work;
    final int level;
    final long arrivedNanos;

    /// On the clock of `System.nanoTime()`; meaningless without `hasDeadline`.
    final long deadlineNanos;

    final boolean hasDeadline;
    final CompletableFuture<Outcome<R>> answer = new CompletableFuture<>();
    State state = State.QUEUED;

    Entry(Work<K, P> work, int level, long arrivedNanos, long timeoutNanos) {
        this.work = work;
        this.level = level;
        this.arrivedNanos = arrivedNanos;
        this.hasDeadline = timeoutNanos > 0;
        this.deadlineNanos = arrivedNanos + timeoutNanos;
    }

    boolean expired(long nowNanos) {
        return hasDeadline && deadlineNanos - nowNanos <= 0;
    }

    WorkRefused expiry() {
        long waited = Math.max(0, System.nanoTime() - arrivedNanos);
        return new WorkRefused(Reason.EXPIRED, "Request timeout expired", Duration.ofNanos(waited));
    }
}
