package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Artifacts as objects of one bucket; an object's key is its path.
@ApplicationScoped
class MinioArtifactStore implements ArtifactStore {

    private static final long UNKNOWN_SIZE = -1;
    private static final long MOST_PARTS = 10_000;

    private final MinioClient s3;
    private final ArtifactBucket bucket;
    private final S3Config config;
    private final Semaphore uploads;

    MinioArtifactStore(MinioClient s3, ArtifactBucket bucket, S3Config config) {
        this.s3 = s3;
        this.bucket = bucket;
        this.config = config;
        this.uploads = new Semaphore(config.uploads());
    }

    @Override
    public void write(ArtifactPath path, InputStream content, long size) throws IOException {
        String name = bucket.made();
        ClientStream source = new ClientStream(content);
        uploads.acquireUninterruptibly();
        try {
            s3.putObject(
                    PutObjectArgs.builder().bucket(name).object(path.value()).stream(
                                    source, size < 0 ? UNKNOWN_SIZE : size, partSize(size))
                            .contentType(MediaTypes.of(path.name()))
                            .build());
        } catch (MinioException | IllegalStateException e) {
            source.rethrow();
            throw refusal(e);
        } finally {
            uploads.release();
        }
    }

    @Override
    public Optional<Download> read(ArtifactPath path) {
        try {
            GetObjectResponse found =
                    s3.getObject(
                            GetObjectArgs.builder()
                                    .bucket(config.artifactBucket())
                                    .object(path.value())
                                    .build());
            String length = found.headers().get("Content-Length");
            return Optional.of(
                    new Download(path.name(), length == null ? -1 : Long.parseLong(length), found));
        } catch (MinioException | IllegalStateException e) {
            if (S3Failure.isMissing(e)) {
                return Optional.empty();
            }
            throw refusal(e);
        }
    }

    @Override
    public List<StoredFile> list(ArtifactPath directory) {
        List<StoredFile> files = new ArrayList<>();
        try {
            for (Result<Item> result : items(directory.prefix(), false)) {
                Item item = result.get();
                String name = nameOf(item, directory);
                if (!name.isEmpty()) {
                    files.add(new StoredFile(name, item.isDir(), item.isDir() ? 0 : item.size()));
                }
            }
        } catch (MinioException | IllegalStateException e) {
            if (S3Failure.isMissing(e)) {
                return List.of();
            }
            throw refusal(e);
        }
        files.sort(Comparator.comparing(StoredFile::name));
        return files;
    }

    @Override
    public void delete(ArtifactPath path) {
        try {
            remove(path.value());
            for (Result<Item> below : items(path.prefix(), true)) {
                remove(below.get().objectName());
            }
        } catch (MinioException | IllegalStateException e) {
            if (!S3Failure.isMissing(e)) {
                throw refusal(e);
            }
        }
    }

    private void remove(String key) throws MinioException {
        s3.removeObject(
                RemoveObjectArgs.builder().bucket(config.artifactBucket()).object(key).build());
    }

    private Iterable<Result<Item>> items(String prefix, boolean recursive) {
        return s3.listObjects(
                ListObjectsArgs.builder()
                        .bucket(config.artifactBucket())
                        .prefix(prefix)
                        .recursive(recursive)
                        .build());
    }

    private static String nameOf(Item item, ArtifactPath directory) {
        String below = item.objectName().substring(directory.prefix().length());
        return below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
    }

    /// An upload has at most 10,000 parts, so very large files of known size need larger ones.
    private long partSize(long size) {
        return Math.max(config.partSize(), size / MOST_PARTS + 1);
    }

    private Refusal refusal(Exception failure) {
        if (S3Failure.isBucketMissing(failure)) {
            bucket.forget();
        }
        return S3Failure.refusal(failure);
    }
}
