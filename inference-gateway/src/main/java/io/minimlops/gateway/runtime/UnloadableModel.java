package io.minimlops.gateway.runtime;

/// A model's files are intact and no runtime can execute them.
public final class UnloadableModel extends Exception {

    public UnloadableModel(String message) {
        super(message);
    }

    public UnloadableModel(String message, Throwable cause) {
        super(message, cause);
    }
}
