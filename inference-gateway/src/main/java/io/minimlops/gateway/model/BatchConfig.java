package io.minimlops.gateway.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How requests share batches. The defaults hold for every model.
@ConfigMapping(prefix = "mlops.gateway.batch")
public interface BatchConfig {

    /// Rows; a larger request is refused.
    @WithDefault("1024")
    int maxRows();

    /// How long a request may wait for company while an executor is free.
    @WithDefault("PT0S")
    Duration maxQueueDelay();

    /// Wait only while the measured cost of a batch and the arrival rate say that waiting pays.
    @WithDefault("true")
    boolean adaptiveDelay();

    /// Requests that may wait per version; beyond, 503.
    @WithDefault("1000")
    int maxQueued();

    /// Priorities 1 (first) to this.
    @WithDefault("2")
    int priorityLevels();

    /// The longest wait of a request that names no timeout; zero: forever.
    @WithDefault("PT10S")
    Duration queueTimeout();

    /// Answers leave in the order of arrival.
    @WithDefault("false")
    boolean preserveOrdering();
}
