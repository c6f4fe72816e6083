package io.minimlops.bench.load;

/// A call under load failed; the message says how.
public final class LoadFailed extends RuntimeException {
    LoadFailed(Throwable cause) {
        super("a call failed: " + cause.getMessage(), cause);
    }
}
