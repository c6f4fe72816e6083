package io.minimlops.gateway.registry;

/// The registry gave no answer that can be used.
public final class RegistryAway extends Exception {

    RegistryAway(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryAway(String message) {
        super(message);
    }
}
