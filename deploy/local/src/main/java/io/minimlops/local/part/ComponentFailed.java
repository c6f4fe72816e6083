package io.minimlops.local.part;

/// A part did not start. The message is for a person and holds the end of its log.
public final class ComponentFailed extends RuntimeException {

    public ComponentFailed(String message) {
        super(message);
    }

    public ComponentFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
