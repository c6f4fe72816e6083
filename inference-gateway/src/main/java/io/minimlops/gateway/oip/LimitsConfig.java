package io.minimlops.gateway.oip;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/// What a request may cost before it is refused.
@ConfigMapping(prefix = "mlops.gateway.limits")
public interface LimitsConfig {

    /// Bytes of a body, decompressed.
    @WithDefault("16777216")
    long bodyBytes();

    /// Bytes that the bodies and gRPC messages of all requests under way may take, and what rows of
    /// V1 and MLflow are read into, each one's first 32 KiB not counted. Where nothing is said, a
    /// quarter of the heap. Beyond: 503, or 413 for what would not fit alone.
    OptionalLong bodiesBytes();

    /// For a whole body to come. Beyond: 408.
    @WithDefault("PT1M")
    Duration bodyTimeout();

    /// Elements of one tensor.
    @WithDefault("4000000")
    int elements();

    /// Dimensions of one tensor.
    @WithDefault("32")
    int dimensions();

    /// How deep JSON may nest.
    @WithDefault("32")
    int nesting();

    /// Tensors of one request.
    @WithDefault("512")
    int tensors();
}
