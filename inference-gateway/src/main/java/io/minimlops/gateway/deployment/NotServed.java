package io.minimlops.gateway.deployment;

/// No version can answer a request.
public final class NotServed extends RuntimeException {

    private final boolean known;

    NotServed(boolean known, String message) {
        super(message, null, false, false);
        this.known = known;
    }

    /// Whether the name is known and merely not ready.
    public boolean isKnown() {
        return known;
    }
}
