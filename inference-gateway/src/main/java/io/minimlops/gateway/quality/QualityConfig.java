package io.minimlops.gateway.quality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How feedback is joined with predictions.
@ConfigMapping(prefix = "mlops.gateway.quality")
public interface QualityConfig {

    /// Predictions that wait for feedback at once, about 40 bytes each; the oldest give way. 0:
    /// none is remembered and nothing is joined.
    @WithDefault("100000")
    int predictions();

    /// How long a prediction waits for feedback; what comes later is counted as late.
    @WithDefault("PT24H")
    Duration maxWait();

    /// Labels per version, and as many rewards, that its figures are computed from: the latest.
    @WithDefault("10000")
    int latest();

    /// Versions whose figures are kept; those without feedback for longest give way.
    @WithDefault("1000")
    int versions();
}
