package io.minimlops.orchestrator.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where the object store is.
@ConfigMapping(prefix = "mlops.s3")
public interface S3Config {

    @WithDefault("http://127.0.0.1:9000")
    String endpoint();

    @WithDefault("mlops")
    String accessKey();

    @WithDefault("mlops-local")
    String secretKey();

    @WithDefault("us-east-1")
    String region();
}
