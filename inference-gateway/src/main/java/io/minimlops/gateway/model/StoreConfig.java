package io.minimlops.gateway.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The object store that holds models.
@ConfigMapping(prefix = "mlops.s3")
public interface StoreConfig {

    @WithDefault("http://127.0.0.1:9000")
    String endpoint();

    @WithDefault("mlops")
    String accessKey();

    @WithDefault("mlops-local")
    String secretKey();

    @WithDefault("us-east-1")
    String region();
}
