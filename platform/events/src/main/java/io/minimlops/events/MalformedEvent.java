package io.minimlops.events;

/// A record that claims to be one of our events and cannot be read as it.
public final class MalformedEvent extends RuntimeException {

    MalformedEvent(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedEvent(String message) {
        super(message);
    }
}
