package io.minimlops.gateway.admission;

import java.time.Duration;

/// A deployment takes no further request now.
public final class LimitReached extends RuntimeException {

    private final Duration retryAfter;

    LimitReached(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /// When there will be room, as far as is known.
    public Duration retryAfter() {
        return retryAfter;
    }
}
