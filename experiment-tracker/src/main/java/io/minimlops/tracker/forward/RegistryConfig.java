package io.minimlops.tracker.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where the model registry is.
@ConfigMapping(prefix = "mlops.registry")
public interface RegistryConfig {

    URI url();

    /// How long to wait for a connection.
    @WithDefault("3S")
    Duration connectTimeout();

    /// How long to wait for the beginning of an answer; registering a large model reads all its
    /// files.
    @WithDefault("300S")
    Duration answerTimeout();
}
