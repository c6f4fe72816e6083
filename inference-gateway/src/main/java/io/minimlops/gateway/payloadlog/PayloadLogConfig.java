package io.minimlops.gateway.payloadlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// How payloads are told.
@ConfigMapping(prefix = "mlops.gateway.payload-log")
public interface PayloadLogConfig {

    /// Bytes of payloads that Kafka has not acknowledged; beyond, payloads are dropped and counted.
    @WithDefault("33554432")
    long bufferBytes();

    /// The attribute `namespace`.
    @WithDefault("default")
    String namespace();

    /// Headers of the request that the attribute `metadata` tells, by name; none: there is no such
    /// attribute. A secret among them would be told too.
    Optional<List<String>> metadataHeaders();

    /// The attribute `source`, a URI reference.
    @WithDefault("inference-gateway")
    String source();
}
