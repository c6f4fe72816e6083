package io.minimlops.gateway.model;

import java.util.Optional;

/// A request's hold on a loaded version and one of its queues: while it is held, neither closes.
public final class Lease implements AutoCloseable {

    private final LoadedVersion version;
    private final ServingQueue queue;

    Lease(LoadedVersion version, ServingQueue queue) {
        this.version = version;
        this.queue = queue;
    }

    public LoadedVersion version() {
        return version;
    }

    public ServingQueue queue() {
        return queue;
    }

    /// Another hold on the same; empty when this one was given back meanwhile and was the last.
    public Optional<Lease> again() {
        return version.lease(queue);
    }

    @Override
    public void close() {
        version.release(queue);
    }
}
