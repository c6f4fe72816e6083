package io.minimlops.tracker.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

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

    /// Where clients reach the store for what they may fetch and send past us; `endpoint` when not
    /// set.
    Optional<URI> publicEndpoint();

    /// How long a client may use an address it was given to send a part, or, a fifth of it, to
    /// fetch a file.
    @WithDefault("PT1H")
    Duration linkLifetime();

    /// Bytes of one part of an upload of unknown size, which is held in memory until it is whole;
    /// S3 allows no less than 5 MiB but for the last part. Smaller files are held whole.
    @WithDefault("5242880")
    int partSize();

    /// Bytes of one part of a larger upload of known size, which passes through without being held.
    @WithDefault("67108864")
    long streamedPartSize();

    /// Bytes that all uploads together may hold in memory; who needs more waits.
    @WithDefault("41943040")
    int uploadMemory();

    /// How long an upload waits for memory, and a transfer for the next byte.
    @WithDefault("PT2M")
    Duration patience();
}
