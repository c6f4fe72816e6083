package io.minimlops.gateway.batch;

import org.jspecify.annotations.Nullable;

/// One request for the batcher.
///
/// @param lane only work of one lane shares a batch: everything but the number of rows must agree,
///     such as the other dimensions
/// @param rows what counts against the batch's limit
/// @param priority 1 is served first; 0 or an unknown level: the lowest
/// @param timeoutNanos the longest wait in the queue; 0: as the settings say
/// @param key work of equal keys asks for the same, has the same lane and as many rows: while one
///     waits or runs, others get its answer and no run of their own; null: equal to none. It is
///     compared under the batcher's lock
public record Work<K, P>(
        K lane, int rows, int priority, long timeoutNanos, P payload, @Nullable Object key) {

    public Work {
        if (rows < 1) {
            throw new IllegalArgumentException("work has at least one row");
        }
    }

    /// Work that is equal to no other.
    public Work(K lane, int rows, int priority, long timeoutNanos, P payload) {
        this(lane, rows, priority, timeoutNanos, payload, null);
    }

    public static <K, P> Work<K, P> of(K lane, int rows, P payload) {
        return new Work<>(lane, rows, 0, 0, payload);
    }
}
