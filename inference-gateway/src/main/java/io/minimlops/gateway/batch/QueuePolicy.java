package io.minimlops.gateway.batch;

import java.time.Duration;

/// How long the requests of one priority may wait, and how many of them.
///
/// @param maxQueued requests that may wait before further ones are refused; 0: any number
/// @param timeout the longest a request may take that names no time itself; zero: forever
/// @param action what becomes of a request whose time has passed while it waited
/// @param allowTimeoutOverride whether a request may name a time of its own; it can only shorten
public record QueuePolicy(
        int maxQueued, Duration timeout, TimeoutAction action, boolean allowTimeoutOverride) {

    /// What becomes of a request whose time has passed while it waited.
    public enum TimeoutAction {
        /// It is refused and never runs. One that cannot make it is refused as it comes.
        REJECT,
        /// It waits on, behind all of its priority whose time has not passed.
        DELAY
    }

    /// Any number may wait for any time, unless they name a time themselves.
    public static final QueuePolicy UNLIMITED = reject(0, Duration.ZERO);

    public QueuePolicy {
        if (maxQueued < 0) {
            throw new IllegalArgumentException(
                    "maxQueued is %d, it cannot be negative".formatted(maxQueued));
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "the queue's timeout is %s, it cannot be negative".formatted(timeout));
        }
    }

    public static QueuePolicy reject(int maxQueued, Duration timeout) {
        return new QueuePolicy(maxQueued, timeout, TimeoutAction.REJECT, true);
    }

    public static QueuePolicy delay(int maxQueued, Duration timeout) {
        return new QueuePolicy(maxQueued, timeout, TimeoutAction.DELAY, true);
    }

    /// @param wishedNanos the request's own wish; 0 for none
    /// @return 0 for any time
    long timeoutNanos(long wishedNanos) {
        long standard = timeout.toNanos();
        if (wishedNanos <= 0 || !allowTimeoutOverride) {
            return standard;
        }
        return standard == 0 ? wishedNanos : Math.min(standard, wishedNanos);
    }
}
