package io.minimlops.registry.artifact;

import io.minimlops.registry.Refusal.DependencyAway;
import io.minimlops.registry.Refused;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;

/// The S3 adapter.
@ApplicationScoped
class MinioArtifactStore implements ArtifactStore {

    private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchBucket", "NotFound");

    private final MinioClient s3;
    private final ArtifactConfig config;

    MinioArtifactStore(ArtifactConfig config) {
        this.config = config;
        this.s3 =
                MinioClient.builder()
                        .endpoint(config.endpoint())
                        .credentials(config.accessKey(), config.secretKey())
                        .region(config.region())
                        .httpClient(
                                new OkHttpClient.Builder()
                                        .connectTimeout(config.connectTimeout())
                                        .readTimeout(config.readTimeout())
                                        .build())
                        .build();
    }

    @Override
    public String bucket() {
        return config.artifactsBucket();
    }

    @Override
    public List<StoredFile> list(ArtifactLocation location) {
        Iterable<Result<Item>> objects =
                s3.listObjects(
                        ListObjectsArgs.builder()
                                .bucket(location.bucket())
                                .prefix(location.prefix())
                                .recursive(true)
                                .build());
        List<StoredFile> files = new ArrayList<>();
        try {
            for (Result<Item> object : objects) {
                Item item = object.get();
                if (!item.isDir() && !item.objectName().endsWith("/")) {
                    String path = item.objectName().substring(location.prefix().length());
                    files.add(new StoredFile(path, item.size()));
                }
            }
        } catch (MinioException e) {
            if (isMissing(e)) {
                return List.of();
            }
            throw away(e);
        } catch (IllegalStateException e) {
            throw awayOr(e);
        }
        return files;
    }

    @Override
    public <T> Optional<T> read(ArtifactLocation location, String path, Reader<T> reader) {
        try (InputStream content =
                s3.getObject(
                        GetObjectArgs.builder()
                                .bucket(location.bucket())
                                .object(location.prefix() + path)
                                .build())) {
            return Optional.of(reader.read(content));
        } catch (MinioException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw away(e);
        } catch (IOException e) {
            throw away(e);
        } catch (IllegalStateException e) {
            throw awayOr(e);
        }
    }

    private static boolean isMissing(MinioException failure) {
        return failure instanceof ErrorResponseException answer
                && MISSING.contains(answer.errorResponse().code());
    }

    /// What the client makes of a connection it does not get.
    private static RuntimeException awayOr(IllegalStateException failure) {
        return failure.getCause() instanceof IOException ? away(failure) : failure;
    }

    private static Refused away(Exception failure) {
        return new Refused(
                new DependencyAway("s3", "the artifact store (S3) cannot be reached at the moment"),
                failure);
    }
}
