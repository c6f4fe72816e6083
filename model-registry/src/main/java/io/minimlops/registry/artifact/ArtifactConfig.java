package io.minimlops.registry.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where the S3 store is.
@ConfigMapping(prefix = "mlops.s3")
public interface ArtifactConfig {

    @WithDefault("http://127.0.0.1:9000")
    String endpoint();

    @WithDefault("mlops")
    String accessKey();

    @WithDefault("mlops-local")
    String secretKey();

    @WithDefault("us-east-1")
    String region();

    /// Bucket the tracker writes run artifacts to.
    @WithDefault("mlops-artifacts")
    String artifactsBucket();

    /// Time to connect before the store counts as away.
    @WithDefault("2S")
    Duration connectTimeout();

    /// Longest silence within an answer before the store counts as away.
    @WithDefault("20S")
    Duration readTimeout();
}
