package io.minimlops.gateway.batch;

import java.time.Duration;

/// The batcher did not run a request.
public final class WorkRefused extends RuntimeException {

    /// Why not.
    public enum Reason {
        QUEUE_FULL,
        EXPIRED,
        TOO_LARGE,
        CANCELLED,
        CLOSED
    }

    private final Reason reason;
    private final Duration retryAfter;

    WorkRefused(Reason reason, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    WorkRefused(Reason reason, String message) {
        this(reason, message, Duration.ZERO);
    }

    public Reason reason() {
        return reason;
    }

    /// When another try is worthwhile, by the measured cost of what is queued.
    public Duration retryAfter() {
        return retryAfter;
    }
}
