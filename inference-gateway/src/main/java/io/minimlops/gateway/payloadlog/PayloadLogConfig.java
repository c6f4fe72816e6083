package io.minimlops.gateway.payloadlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How payloads are told.
@ConfigMapping(prefix = "mlops.gateway.payload-log")
public interface PayloadLogConfig {

    /// Bytes of payloads that Kafka has not acknowledged; beyond, payloads are dropped and counted.
    @WithDefault("33554432")
    long bufferBytes();

    /// The attribute `namespace`.
    @WithDefault("default")
    String namespace();

    /// The attribute `source`, a URI reference.
    @WithDefault("inference-gateway")
    String source();
}
