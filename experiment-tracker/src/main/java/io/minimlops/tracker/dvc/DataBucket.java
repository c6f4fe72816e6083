package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.S3Config;
import io.minimlops.tracker.artifact.S3Failure;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/// The bucket with the data. Every method may end with [Refusal.Unavailable].
@ApplicationScoped
class DataBucket {

    private static final long UNKNOWN_SIZE = -1;
    private static final long MOST_PARTS = 10_000;

    private final MinioClient s3;
    private final S3Config s3Config;
    private final String bucket;
    private final Semaphore uploads;
    private volatile boolean made;

    DataBucket(MinioClient s3, S3Config s3Config, DvcConfig config) {
        this.s3 = s3;
        this.s3Config = s3Config;
        this.bucket = config.bucket();
        this.uploads = new Semaphore(config.uploads());
    }

    /// The object appears whole or not at all: content that fails at its end leaves nothing. Its
    /// size is left unsaid, because of a stream of known size the client does not read the end.
    ///
    /// @param announced bytes to come, or -1
    /// @throws IOException when the content breaks off or is not what it should be
    void write(String key, CheckedContent content, long announced) throws IOException {
        make();
        uploads.acquireUninterruptibly();
        try {
            s3.putObject(
                    PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                    content, UNKNOWN_SIZE, partSize(announced))
                            .build());
        } catch (MinioException | IllegalStateException e) {
            content.rethrow();
            throw refusal(e);
        } finally {
            uploads.release();
        }
    }

    void write(String key, byte[] content) {
        make();
        try {
            s3.putObject(
                    PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                    new ByteArrayInputStream(content),
                                    (long) content.length,
                                    UNKNOWN_SIZE)
                            .build());
        } catch (MinioException | IllegalStateException e) {
            throw refusal(e);
        }
    }

    /// @param length bytes from the offset on
    Optional<InputStream> read(String key, long offset, long length) {
        if (length == 0) {
            return Optional.of(InputStream.nullInputStream());
        }
        try {
            return Optional.of(
                    s3.getObject(
                            GetObjectArgs.builder()
                                    .bucket(bucket)
                                    .object(key)
                                    .offset(offset)
                                    .length(length)
                                    .build()));
        } catch (MinioException | IllegalStateException e) {
            if (S3Failure.isMissing(e)) {
                return Optional.empty();
            }
            throw refusal(e);
        }
    }

    OptionalLong size(String key) {
        try {
            return OptionalLong.of(
                    s3.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build())
                            .size());
        } catch (MinioException | IllegalStateException e) {
            if (S3Failure.isMissing(e)) {
                return OptionalLong.empty();
            }
            throw refusal(e);
        }
    }

    void remove(String key) {
        try {
            s3.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (MinioException | IllegalStateException e) {
            if (!S3Failure.isMissing(e)) {
                throw refusal(e);
            }
        }
    }

    /// Everything below a folder.
    void list(String folder, Listed each) {
        try {
            for (Result<Item> result :
                    s3.listObjects(
                            ListObjectsArgs.builder()
                                    .bucket(bucket)
                                    .prefix(folder)
                                    .recursive(true)
                                    .build())) {
                Item item = result.get();
                each.found(
                        item.objectName().substring(folder.length()),
                        item.size(),
                        item.lastModified().toInstant());
            }
        } catch (MinioException | IllegalStateException e) {
            if (!S3Failure.isBucketMissing(e)) {
                throw refusal(e);
            }
        }
    }

    private void make() {
        if (made) {
            return;
        }
        try {
            if (!s3.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                s3.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
        } catch (MinioException | IllegalStateException e) {
            if (!S3Failure.isBucketThere(e)) {
                throw refusal(e);
            }
        }
        made = true;
    }

    /// An upload has at most 10,000 parts, so very large objects of known size need larger ones.
    private long partSize(long announced) {
        return Math.max(s3Config.partSize(), announced / MOST_PARTS + 1);
    }

    private Refusal refusal(Exception failure) {
        if (S3Failure.isBucketMissing(failure)) {
            made = false;
        }
        return S3Failure.refusal(failure);
    }

    /// Told of each object of a listing.
    interface Listed {
        /// @param key relative to the folder
        void found(String key, long size, Instant modified);
    }
}
