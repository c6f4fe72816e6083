package io.minimlops.tracker.purge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How what was purged is taken away.
@ConfigMapping(prefix = "mlops.purge")
public interface PurgeConfig {

    /// How often unfinished purges are looked for; one asked for here begins at once.
    @WithDefault("5S")
    Duration every();

    /// How often the retention policy is applied.
    @WithDefault("10M")
    Duration retentionEvery();

    /// Metric points deleted in one transaction.
    @WithDefault("20000")
    int pointsPerStep();
}
