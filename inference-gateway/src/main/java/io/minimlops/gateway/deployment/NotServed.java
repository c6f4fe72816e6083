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

    /// As Triton says it.
    public static String unknown(String name, String version) {
        return "Request for unknown model: '%s' version %s is not found".formatted(name, version);
    }

    /// As KServe says it.
    public static String notReady(String name, String why) {
        return "Model with name %s is not ready: %s".formatted(name, why);
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
