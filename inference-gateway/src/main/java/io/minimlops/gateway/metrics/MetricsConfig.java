package io.minimlops.gateway.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where metrics are served beside `/q/metrics`.
@ConfigMapping(prefix = "mlops.gateway.metrics")
public interface MetricsConfig {

    /// Whether Triton's `/metrics` is served at a port of its own.
    @WithDefault("true")
    boolean listen();

    /// The port, on the same host as the others; 0: any that is free.
    @WithDefault("8002")
    int port();
}
