package io.minimlops.gateway.deployment;

import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadedVersion;

/// Where one request goes. Closing it gives the version back.
public record Route(String deployment, Role role, Lease lease) implements AutoCloseable {

    public LoadedVersion version() {
        return lease.version();
    }

    @Override
    public void close() {
        lease.close();
    }
}
