package io.minimlops.gateway.oip;

import java.time.Duration;

/// The bodies of other requests take all the memory that is meant for bodies.
public final class BodiesFull extends RuntimeException {

    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    BodiesFull() {
        super(
                "the requests under way take all the memory there is for bodies"
                        + " (mlops.gateway.limits.bodies-bytes)",
                null,
                false,
                false);
    }
}
