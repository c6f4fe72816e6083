package io.minimlops.features.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where the S3-compatible store is.
@ConfigMapping(prefix = "mlops.s3")
public interface ObjectStoreConfig {

    @WithDefault("http://127.0.0.1:9000")
    String endpoint();

    @WithDefault("mlops")
    String accessKey();

    @WithDefault("mlops-local")
    String secretKey();

    @WithDefault("us-east-1")
    String region();
}
