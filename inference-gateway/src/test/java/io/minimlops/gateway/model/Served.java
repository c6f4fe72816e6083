package io.minimlops.gateway.model;

import io.minimlops.gateway.tensor.Tensor;
import java.util.List;

/// Asks a loaded version.
final class Served {

    private Served() {}

    static List<Tensor> one(LoadedVersion version, List<Tensor> inputs) throws Exception {
        try (Lease lease = version.lease().orElseThrow()) {
            return lease.queue().submit(inputs, 0, 0).await().result();
        }
    }
}
