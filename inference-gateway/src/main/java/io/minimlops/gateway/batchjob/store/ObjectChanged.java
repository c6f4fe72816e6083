package io.minimlops.gateway.batchjob.store;

/// An object is gone, or no longer the one that was listed.
public final class ObjectChanged extends RuntimeException {

    public ObjectChanged(String message) {
        super(message);
    }
}
