package io.minimlops.tracker.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Live streams.
@ConfigMapping(prefix = "mlops.tracker.stream")
public interface StreamConfig {

    /// How many may listen at once; whoever comes then is asked to come back later.
    @WithDefault("5000")
    int maxListeners();

    /// How many events may wait for one slow reader before it is disconnected. It may resume.
    @WithDefault("10000")
    int maxWaiting();

    /// How often a sign of life is sent.
    @WithDefault("15S")
    Duration heartbeat();

    /// How often to look for what other processes wrote; what this one wrote is seen at once.
    @WithDefault("1S")
    Duration poll();

    /// How long to wait after a write for more of them.
    @WithDefault("15MS")
    Duration settle();
}
