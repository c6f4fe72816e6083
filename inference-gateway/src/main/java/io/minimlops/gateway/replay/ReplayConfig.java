package io.minimlops.gateway.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How logged periods are replayed.
@ConfigMapping(prefix = "mlops.gateway.replay")
public interface ReplayConfig {

    /// Rows that a replay compares unless it names a number.
    @WithDefault("50000")
    int defaultRows();

    /// The most rows it may name; about 80 bytes each while it runs.
    @WithDefault("200000")
    int maxRows();

    /// Replays that may wait behind the one that runs; beyond, 503.
    @WithDefault("10")
    int maxWaiting();

    /// Finished replays that can still be asked for.
    @WithDefault("50")
    int remembered();

    /// Rows that the candidate runs at once.
    @WithDefault("128")
    int chunkRows();

    /// How long Kafka may be silent before it counts as away.
    @WithDefault("PT15S")
    Duration kafkaTimeout();
}
