package io.minimlops.gateway.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How rollouts are looked after.
@ConfigMapping(prefix = "mlops.gateway.rollout")
public interface RolloutConfig {

    /// How often the evidence is looked at; a version that fails goes back within this time.
    @WithDefault("PT1S")
    Duration lookEvery();
}
