package io.minimlops.gateway.scaling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Scale to zero, where a deployment does not say otherwise.
@ConfigMapping(prefix = "mlops.gateway.scaling")
public interface ScalingConfig {

    /// How long a deployment that scales to zero stays in memory without requests.
    @WithDefault("PT5M")
    Duration idleAfter();

    /// Requests that may wait for one cold start; beyond: 503.
    @WithDefault("1000")
    int maxWaiting();

    /// The longest wait for a cold start; beyond: 503.
    @WithDefault("PT30S")
    Duration coldStartTimeout();

    /// How often is looked who has become idle and whose keep-warm window begins.
    @WithDefault("PT1S")
    Duration checkInterval();

    /// The least time by which a keep-warm window is loaded ahead.
    @WithDefault("PT30S")
    Duration warmAhead();

    /// What advice reckons with.
    PriceConfig price();

    /// In any one currency. The default of memory is about what clouds take for a general
    /// machine's; that of waiting is the operator's to say.
    interface PriceConfig {

        @WithDefault("0.005")
        double memoryGigabyteHour();

        @WithDefault("0.001")
        double waitingSecond();
    }
}
