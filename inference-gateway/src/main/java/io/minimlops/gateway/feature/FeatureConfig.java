package io.minimlops.gateway.feature;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How features are looked up.
@ConfigMapping(prefix = "mlops.gateway.features")
public interface FeatureConfig {

    /// The longest wait for one answer.
    @WithDefault("PT2S")
    Duration timeout();

    /// Rows one call may ask for.
    @WithDefault("2000")
    int maxRows();

    /// Calls that may be under way at once.
    @WithDefault("4")
    int maxCalls();

    /// Calls that fail one after another before the feature store counts as away: then requests do
    /// not wait for it.
    @WithDefault("3")
    int circuitFailures();

    /// How long it is left alone before a request tries again.
    @WithDefault("PT1S")
    Duration circuitPause();

    /// What a request gets while the feature store is away.
    @WithDefault("refuse")
    WhenAway whenAway();

    /// Refuse with 503, or predict with every feature missing.
    enum WhenAway {
        REFUSE,
        MISSING
    }
}
