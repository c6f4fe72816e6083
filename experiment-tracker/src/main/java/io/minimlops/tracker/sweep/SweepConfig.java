package io.minimlops.tracker.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What sweeps that say nothing else go by.
@ConfigMapping(prefix = "mlops.tracker.sweep")
public interface SweepConfig {

    /// How long a trial is its agent's without a word from it; then it goes to another.
    @WithDefault("PT5M")
    Duration lease();

    /// How often a trial is given out before it counts as failed.
    @WithDefault("3")
    int attempts();

    /// How long an agent is to wait when there is no trial at the moment.
    @WithDefault("PT2S")
    Duration retryAfter();
}
