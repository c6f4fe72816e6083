package io.minimlops.tracker.lineage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long lineage waits for others.
@ConfigMapping(prefix = "mlops.tracker.lineage")
public interface LineageConfig {

    /// How long to wait for the model registry before the graph is answered without it.
    @WithDefault("3S")
    Duration registryTimeout();
}
