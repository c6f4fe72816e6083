package io.minimlops.gateway.model;

import java.io.IOException;
import java.io.InputStream;

/// Where versions' files lie.
public interface ModelStore {

    /// @throws DamagedVersion when there is no such object
    /// @throws IOException when the store cannot be reached or breaks off
    InputStream open(String bucket, String key) throws DamagedVersion, IOException;
}
