package io.minimlops.orchestrator.peer;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The object store through the MinIO client.
@ApplicationScoped
class MinioArtifactFiles implements ArtifactFiles {

    private final MinioClient client;
    private final String endpoint;

    MinioArtifactFiles(S3Config config) {
        this.endpoint = config.endpoint();
        this.client =
                MinioClient.builder()
                        .endpoint(config.endpoint())
                        .credentials(config.accessKey(), config.secretKey())
                        .region(config.region())
                        .build();
    }

    @Override
    public byte[] read(String bucket, String key) {
        return withObject(bucket, key, InputStream::readAllBytes);
    }

    @Override
    public void download(String bucket, String key, Path target) {
        withObject(bucket, key, object -> Files.copy(object, target));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream object) throws IOException;
    }

    private <T> T withObject(String bucket, String key, Reader<T> reader) {
        try (InputStream object =
                client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return reader.read(object);
        } catch (ErrorResponseException e) {
            String code = e.errorResponse().code();
            if (code.equals("NoSuchKey") || code.equals("NoSuchBucket")) {
                throw new MissingFile(bucket, key);
            }
            throw away(code, e);
        } catch (MinioException | IllegalStateException | IOException e) {
            throw away(e.getMessage(), e);
        }
    }

    private ProblemException away(@Nullable String detail, Exception cause) {
        return new ProblemException(
                new Problem.Unavailable(
                        "s3", "the object store at " + endpoint + " cannot be read: " + detail),
                cause);
    }
}
