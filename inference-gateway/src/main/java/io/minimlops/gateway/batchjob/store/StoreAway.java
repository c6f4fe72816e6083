package io.minimlops.gateway.batchjob.store;

/// The object store cannot be reached, or refuses to work; the same call may succeed later.
public final class StoreAway extends RuntimeException {

    public StoreAway(String message, Throwable cause) {
        super(message, cause);
    }
}
