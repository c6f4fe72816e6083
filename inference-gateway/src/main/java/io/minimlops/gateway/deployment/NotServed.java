package io.minimlops.gateway.deployment;

import java.time.Duration;

/// No version can answer a request.
public final class NotServed extends RuntimeException {

    private final boolean known;
    private final Duration retryAfter;

    NotServed(boolean known, String message) {
        this(known, message, Duration.ofSeconds(1));
    }

    NotServed(boolean known, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.known = known;
        this.retryAfter = retryAfter;
    }

    /// Whether the name is known and merely not ready.
    public boolean isKnown() {
        return known;
    }

    /// When another try is worthwhile.
    public Duration retryAfter() {
        return retryAfter;
    }
}
