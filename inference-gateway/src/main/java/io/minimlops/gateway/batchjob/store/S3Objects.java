package io.minimlops.gateway.batchjob.store;

import static io.minimlops.gateway.batchjob.store.S3Failures.call;
import static io.minimlops.gateway.batchjob.store.S3Failures.find;
import static io.minimlops.gateway.batchjob.store.S3Failures.unchanged;
import static io.minimlops.gateway.batchjob.store.S3Failures.unlessTaken;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// S3, through the MinIO SDK. What its failures mean is told by [S3Failures].
@ApplicationScoped
public class S3Objects implements Objects {

    /// Bytes; larger parts cost the embedded store too much heap.
    private static final long PART_SIZE = 10 << 20;

    /// Bytes taken from an answer at once.
    private static final int AT_ONCE = 32 << 10;

    private final MinioClient client;

    S3Objects(MinioClient client) {
        this.client = client;
    }

    @Override
    public boolean create(String bucket, String key, byte[] content) {
        PutObjectArgs object = object(bucket, key, content, Map.of("If-None-Match", "*"));
        return unlessTaken(() -> client.putObject(object));
    }

    @Override
    public void put(String bucket, String key, byte[] content) {
        PutObjectArgs object = object(bucket, key, content, Map.of());
        call(() -> client.putObject(object));
    }

    private static PutObjectArgs object(
            String bucket, String key, byte[] content, Map<String, String> headers) {
        return PutObjectArgs.builder().bucket(bucket).object(key).extraHeaders(headers).stream(
                        new ByteArrayInputStream(content), (long) content.length, -1L)
                .build();
    }

    @Override
    public void upload(String bucket, String key, Path file) {
        call(
                () ->
                        client.uploadObject(
                                UploadObjectArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .filename(file.toString(), PART_SIZE)
                                        .build()));
    }

    @Override
    public Optional<byte[]> read(String bucket, String key) {
        return find(
                () -> {
                    try (InputStream in =
                            client.getObject(
                                    GetObjectArgs.builder().bucket(bucket).object(key).build())) {
                        return in.readAllBytes();
                    }
                });
    }

    @Override
    public InputStream open(String bucket, Listed object) {
        return unchanged(
                object.key(),
                () ->
                        client.getObject(
                                GetObjectArgs.builder()
                                        .bucket(bucket)
                                        .object(object.key())
                                        .matchETag(object.etag())
                                        .build()));
    }

    @Override
    public void range(String bucket, Listed object, long offset, ByteBuffer into) {
        unchanged(
                object.key(),
                () -> {
                    try (InputStream in =
                            client.getObject(
                                    GetObjectArgs.builder()
                                            .bucket(bucket)
                                            .object(object.key())
                                            .matchETag(object.etag())
                                            .offset(offset)
                                            .length((long) into.remaining())
                                            .build())) {
                        fill(into, in);
                        return into;
                    }
                });
    }

    private static void fill(ByteBuffer into, InputStream in) throws IOException {
        byte[] some = new byte[Math.min(AT_ONCE, into.remaining())];
        while (into.hasRemaining()) {
            int count = in.read(some, 0, Math.min(some.length, into.remaining()));
            if (count < 0) {
                throw new EOFException("%,d bytes were missing".formatted(into.remaining()));
            }
            into.put(some, 0, count);
        }
    }

    @Override
    public Optional<Listed> stat(String bucket, String key) {
        return find(() ->
                        client.statObject(
                                StatObjectArgs.builder().bucket(bucket).object(key).build()))
                .map(stat -> new Listed(key, stat.etag(), stat.size()));
    }

    @Override
    public List<Listed> list(String bucket, String prefix, int most) {
        return find(() -> {
                    List<Listed> found = new ArrayList<>();
                    for (Result<Item> each :
                            client.listObjects(
                                    ListObjectsArgs.builder()
                                            .bucket(bucket)
                                            .prefix(prefix)
                                            .recursive(true)
                                            .build())) {
                        Item item = each.get();
                        // Stores that keep objects as files list those half written, too.
                        if (item.etag() == null) {
                            continue;
                        }
                        String etag = item.etag().replace("\"", "");
                        found.add(new Listed(item.objectName(), etag, item.size()));
                        if (found.size() == most) {
                            break;
                        }
                    }
                    return found;
                })
                .orElse(new ArrayList<>());
    }

    @Override
    public boolean bucketExists(String bucket) {
        return call(() -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()));
    }

    @Override
    public void ensureBucket(String bucket) {
        if (!bucketExists(bucket)) {
            try {
                call(
                        () -> {
                            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                            return bucket;
                        });
            } catch (StoreAway e) {
                if (!bucketExists(bucket)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void delete(String bucket, String key) {
        call(
                () -> {
                    client.removeObject(
                            RemoveObjectArgs.builder().bucket(bucket).object(key).build());
                    return key;
                });
    }
}
