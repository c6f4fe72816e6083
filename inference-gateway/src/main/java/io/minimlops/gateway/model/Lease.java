package io.minimlops.gateway.model;

/// A request's hold on a loaded version: while it is held, the version is not closed.
public final class Lease implements AutoCloseable {

    private final LoadedVersion version;

    Lease(LoadedVersion version) {
        this.version = version;
    }

    public LoadedVersion version() {
        return version;
    }

    @Override
    public void close() {
        version.release();
    }
}
