package io.minimlops.tracker.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// The S3 store and how we use it.
@ConfigMapping(prefix = "mlops.s3")
public interface S3Config {

    /// Where it listens.
    URI endpoint();

    String accessKey();

    String secretKey();

    String region();

    /// The bucket with the artifacts of all runs; made when missing.
    @WithDefault("mlops-artifacts")
    String artifactBucket();

    /// Bytes of one part of an upload, of which each upload holds one in memory; S3 allows no less
    /// than 5 MiB but for the last part.
    @WithDefault("5242880")
    int partSize();

    /// Uploads at a time; others wait their turn. Bounds memory: parts times uploads.
    @WithDefault("8")
    int uploads();
}
