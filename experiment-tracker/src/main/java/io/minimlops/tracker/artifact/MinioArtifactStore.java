package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Artifacts as objects of one bucket; an object's key is its path.
@ApplicationScoped
class MinioArtifactStore implements ArtifactStore {

    private static final Logger LOG = Logger.getLogger(MinioArtifactStore.class);
    private static final int LONGEST_LISTING = 100_000;

    private final MinioClient s3;
    private final ArtifactBucket bucket;
    private final S3Config config;

    MinioArtifactStore(MinioClient s3, ArtifactBucket bucket, S3Config config) {
        this.s3 = s3;
        this.bucket = bucket;
        this.config = config;
    }

    @Override
    public void write(ArtifactPath path, InputStream content, long size) throws IOException {
        String name = bucket.made();
        ClientStream source = new ClientStream(content);
        try {
            s3.putObject(
                    PutObjectArgs.builder().bucket(name).object(path.value()).stream(
                                    source, size, (long) config.partSize())
                            .contentType(MediaTypes.of(path.name()))
                            .build());
        } catch (MinioException | IllegalStateException e) {
            source.rethrow();
            throw refusal(e);
        }
    }

    @Override
    public Optional<FileState> state(ArtifactPath path) {
        try {
            StatObjectResponse found =
                    s3.statObject(
                            StatObjectArgs.builder()
                                    .bucket(config.artifactBucket())
                                    .object(path.value())
                                    .build());
            return Optional.of(
                    new FileState(path.name(), found.size(), found.etag(), found.lastModified()));
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
                if (files.size() == LONGEST_LISTING) {
                    throw new Refusal.Invalid(
                            "'%s' has more than %d entries: list a part of it"
                                    .formatted(directory.value(), LONGEST_LISTING));
                }
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
    public boolean isDirectory(ArtifactPath path) {
        try {
            for (Result<Item> below : items(path.prefix(), false)) {
                below.get();
                return true;
            }
            return false;
        } catch (MinioException | IllegalStateException e) {
            if (S3Failure.isMissing(e)) {
                return false;
            }
            throw refusal(e);
        }
    }

    @Override
    public void delete(ArtifactPath path, Consumer<Removed> progress) {
        state(path)
                .ifPresent(
                        file -> {
                            remove(List.of(path.value()));
                            progress.accept(new Removed(1, file.size()));
                        });
        try {
            Batch batch = new Batch(progress);
            for (Result<Item> below : items(path.prefix(), true)) {
                batch.add(below.get());
            }
            batch.flush();
        } catch (MinioException | IllegalStateException e) {
            if (!S3Failure.isMissing(e)) {
                throw refusal(e);
            }
        }
    }

    private void remove(List<String> keys) {
        try {
            for (Result<DeleteResult.Error> failed :
                    s3.removeObjects(
                            RemoveObjectsArgs.builder()
                                    .bucket(config.artifactBucket())
                                    .objects(keys.stream().map(DeleteRequest.Object::new).toList())
                                    .build())) {
                LOG.warnf("not deleted: %s", failed.get());
                throw S3Failure.away();
            }
        } catch (MinioException | IllegalStateException e) {
            throw refusal(e);
        }
    }

    /// As many objects as one call removes.
    private final class Batch {

        private static final int MOST = 1000;

        private final Consumer<Removed> progress;
        private final List<String> keys = new ArrayList<>();
        private long bytes;

        Batch(Consumer<Removed> progress) {
            this.progress = progress;
        }

        void add(Item item) {
            keys.add(item.objectName());
            bytes += item.size();
            if (keys.size() == MOST) {
                flush();
            }
        }

        void flush() {
            if (!keys.isEmpty()) {
                remove(keys);
                progress.accept(new Removed(keys.size(), bytes));
                keys.clear();
                bytes = 0;
            }
        }
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

    private Refusal refusal(Exception failure) {
        if (S3Failure.isBucketMissing(failure)) {
            bucket.forget();
        }
        return S3Failure.refusal(failure);
    }
}
