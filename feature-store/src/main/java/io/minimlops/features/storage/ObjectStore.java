package io.minimlops.features.storage;

import io.minimlops.features.FeatureStoreConfig;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// The bucket this service writes; created when it is missing.
/// Failures leave it as [StorageFailure] or as the problem they are.
@ApplicationScoped
public class ObjectStore {

    static final String SHA256 = "sha256";

    /// Bytes; larger parts cost the embedded store too much heap.
    private static final long PART_SIZE = 10 << 20;

    private final MinioClient client;
    private final String bucket;
    private volatile boolean bucketIsThere;

    ObjectStore(ObjectStoreConfig config, FeatureStoreConfig features) {
        this.bucket = features.bucket();
        this.client =
                MinioClient.builder()
                        .endpoint(config.endpoint())
                        .region(config.region())
                        .credentials(config.accessKey(), config.secretKey())
                        .httpClient(
                                new OkHttpClient.Builder()
                                        .connectTimeout(Duration.ofSeconds(2))
                                        .readTimeout(Duration.ofSeconds(30))
                                        .writeTimeout(Duration.ofSeconds(30))
                                        .build(),
                                true)
                        .build();
    }

    public String bucket() {
        return bucket;
    }

    /// @param size bytes
    /// @param sha256 as the writer told it; null for objects of other writers
    public record Stat(long size, @Nullable String sha256) {}

    private interface Call<T> {
        T run() throws MinioException;
    }

    private static <T> T call(String key, Call<T> call) {
        try {
            return call.run();
        } catch (MinioException e) {
            throw StorageFailure.of(key, e);
        } catch (IllegalStateException e) {
            // The SDK wraps some connection failures in this.
            if (e.getCause() instanceof IOException broken) {
                throw StorageFailure.of(broken);
            }
            throw e;
        }
    }

    /// Writes an object that must not be there yet.
    ///
    /// @throws StorageFailure.AlreadyThere when it is
    public void create(String key, byte[] content) {
        put(key, content, Map.of("If-None-Match", "*"));
    }

    public void write(String key, byte[] content) {
        put(key, content, Map.of());
    }

    private void put(String key, byte[] content, Map<String, String> headers) {
        ensureBucket();
        call(
                key,
                () ->
                        client.putObject(
                                PutObjectArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .extraHeaders(headers)
                                        .stream(
                                                new ByteArrayInputStream(content),
                                                (long) content.length,
                                                -1L)
                                        .build()));
    }

    /// Writes a file as an object, with its digest beside it.
    public void upload(String key, Path file, String sha256) {
        ensureBucket();
        call(
                key,
                () ->
                        client.uploadObject(
                                UploadObjectArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .filename(file.toString(), PART_SIZE)
                                        .userMetadata(Map.of(SHA256, sha256))
                                        .build()));
    }

    public Stat stat(String key) {
        StatObjectResponse stat =
                call(
                        key,
                        () ->
                                client.statObject(
                                        StatObjectArgs.builder()
                                                .bucket(bucket)
                                                .object(key)
                                                .build()));
        return new Stat(stat.size(), stat.userMetadata().getFirst(SHA256));
    }

    /// @param offset bytes to pass over
    public InputStream read(String key, long offset) {
        return call(
                key,
                () ->
                        client.getObject(
                                GetObjectArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .offset(offset == 0 ? null : offset)
                                        .build()));
    }

    public void delete(String key) {
        call(
                key,
                () -> {
                    client.removeObject(
                            RemoveObjectArgs.builder().bucket(bucket).object(key).build());
                    return key;
                });
    }

    private void ensureBucket() {
        if (bucketIsThere) {
            return;
        }
        call(
                bucket,
                () -> {
                    if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                    }
                    return bucket;
                });
        bucketIsThere = true;
    }
}
