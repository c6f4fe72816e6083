package io.minimlops.orchestrator.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How this replica works on steps.
@ConfigMapping(prefix = "mlops.orchestrator.worker")
public interface WorkerConfig {

    /// Stable name of the replica; default host name and port. Two living replicas must not share
    /// it.
    Optional<String> name();

    /// Steps at a time.
    @WithDefault("2")
    int slots();

    /// Silence after which a worker's steps are given to another; heartbeats come every third of
    /// it.
    @WithDefault("10S")
    Duration lease();
}
