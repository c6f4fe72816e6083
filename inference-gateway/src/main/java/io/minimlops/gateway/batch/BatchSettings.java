package io.minimlops.gateway.batch;

import java.time.Duration;

/// How one batcher behaves.
///
/// @param maxRows the most rows one batch may have, at least 1
/// @param maxDelay how long a request may wait for company while an executor is free; zero: not at
///     all
/// @param adaptiveDelay wait only while waiting pays, see [ReleasePolicy]
/// @param executors how many batches may run at once
/// @param maxQueued requests that may wait before further ones are refused; 0: any number
/// @param priorityLevels 1 is served first
/// @param defaultTimeout the longest wait in the queue of a request that names none; zero: forever
/// @param preserveOrdering answers leave in the order in which the requests came
public record BatchSettings(
        int maxRows,
        Duration maxDelay,
        boolean adaptiveDelay,
        int executors,
        int maxQueued,
        int priorityLevels,
        Duration defaultTimeout,
        boolean preserveOrdering) {

    public BatchSettings {
        if (maxRows < 1 || executors < 1 || priorityLevels < 1 || maxQueued < 0) {
            throw new IllegalArgumentException(
                    "maxRows, executors and priorityLevels are at least 1, maxQueued is not negative");
        }
        if (maxDelay.isNegative() || defaultTimeout.isNegative()) {
            throw new IllegalArgumentException("a delay or timeout cannot be negative");
        }
    }

    /// Zero delay, one priority, no queue limit.
    public static BatchSettings of(int maxRows, int executors) {
        return new BatchSettings(
                maxRows, Duration.ZERO, true, executors, 0, 1, Duration.ZERO, false);
    }

    public BatchSettings withDelay(Duration delay, boolean adaptive) {
        return new BatchSettings(
                maxRows,
                delay,
                adaptive,
                executors,
                maxQueued,
                priorityLevels,
                defaultTimeout,
                preserveOrdering);
    }

    public BatchSettings withQueue(int limit, Duration timeout) {
        return new BatchSettings(
                maxRows,
                maxDelay,
                adaptiveDelay,
                executors,
                limit,
                priorityLevels,
                timeout,
                preserveOrdering);
    }

    public BatchSettings withPriorities(int levels) {
        return new BatchSettings(
                maxRows,
                maxDelay,
                adaptiveDelay,
                executors,
                maxQueued,
                levels,
                defaultTimeout,
                preserveOrdering);
    }

    public BatchSettings inOrder() {
        return new BatchSettings(
                maxRows,
                maxDelay,
                adaptiveDelay,
                executors,
                maxQueued,
                priorityLevels,
                defaultTimeout,
                true);
    }

    /// Priorities outside the levels, and 0, mean the lowest: nobody gains by asking for what does
    /// not exist.
    int level(int priority) {
        return priority < 1 || priority > priorityLevels ? priorityLevels : priority;
    }

    /// The time a request may wait: its own wish can only shorten the default.
    long timeoutNanos(long wishedNanos) {
        long standard = defaultTimeout.toNanos();
        if (wishedNanos <= 0) {
            return standard;
        }
        return standard == 0 ? wishedNanos : Math.min(standard, wishedNanos);
    }
}
