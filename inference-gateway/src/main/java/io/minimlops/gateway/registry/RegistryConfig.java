package io.minimlops.gateway.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/// The model registry and how often it is asked.
@ConfigMapping(prefix = "mlops.registry")
public interface RegistryConfig {

    @WithDefault("http://127.0.0.1:5050")
    URI url();

    /// The longest wait for one answer.
    @WithDefault("PT5S")
    Duration timeout();

    /// How often aliases are compared with the registry's, in case an event was missed.
    @WithName("poll-interval")
    @WithDefault("PT5S")
    Duration pollInterval();
}
