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

    /// What a request gets while the feature store is away.
    @WithDefault("refuse")
    WhenAway whenAway();

    /// Refuse with 503, or predict with every feature missing.
    enum WhenAway {
        REFUSE,
        MISSING
    }
}
