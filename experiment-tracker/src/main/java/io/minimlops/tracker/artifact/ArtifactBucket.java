package io.minimlops.tracker.artifact;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;

/// The bucket, made before the first write to it.
@ApplicationScoped
class ArtifactBucket {

    private final MinioClient s3;
    private final S3Config config;
    private volatile boolean made;

    ArtifactBucket(MinioClient s3, S3Config config) {
        this.s3 = s3;
        this.config = config;
    }

    /// The bucket's name; it exists.
    String made() {
        if (!made) {
            make();
            made = true;
        }
        return config.artifactBucket();
    }

    void forget() {
        made = false;
    }

    private void make() {
        String name = config.artifactBucket();
        try {
            if (!s3.bucketExists(BucketExistsArgs.builder().bucket(name).build())) {
                s3.makeBucket(MakeBucketArgs.builder().bucket(name).build());
            }
        } catch (MinioException | IllegalStateException e) {
            if (!S3Failure.isBucketThere(e)) {
                throw S3Failure.refusal(e);
            }
        }
    }
}
