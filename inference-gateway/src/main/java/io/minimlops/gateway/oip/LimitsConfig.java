package io.minimlops.gateway.oip;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What a request may cost before it is refused.
@ConfigMapping(prefix = "mlops.gateway.limits")
public interface LimitsConfig {

    /// Bytes of a body, decompressed.
    @WithDefault("16777216")
    long bodyBytes();

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
