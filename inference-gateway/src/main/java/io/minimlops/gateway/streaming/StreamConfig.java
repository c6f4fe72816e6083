package io.minimlops.gateway.streaming;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How streams are run.
@ConfigMapping(prefix = "mlops.gateway.streams")
public interface StreamConfig {

    /// Records of one transaction.
    @WithDefault("4000")
    int maxRecords();

    /// Records that are predicted together.
    @WithDefault("256")
    int chunkRows();

    /// How long a transaction of a killed process can hold up readers of the output.
    @WithDefault("PT15S")
    Duration transactionTimeout();

    /// How long a process may be silent before its partitions go to another one.
    @WithDefault("PT15S")
    Duration sessionTimeout();

    /// How long to wait before what failed is tried again.
    @WithDefault("PT1S")
    Duration retryAfter();

    /// How often this process compares what it runs with what is wanted.
    @WithDefault("PT0.5S")
    Duration reconcileInterval();
}
