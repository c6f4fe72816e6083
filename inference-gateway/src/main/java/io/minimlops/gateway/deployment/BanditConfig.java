package io.minimlops.gateway.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How what bandits learn is kept.
@ConfigMapping(prefix = "mlops.gateway.bandit")
public interface BanditConfig {

    /// How often what changed is written; a process that dies loses at most this much.
    @WithDefault("PT3S")
    Duration keepEvery();
}
