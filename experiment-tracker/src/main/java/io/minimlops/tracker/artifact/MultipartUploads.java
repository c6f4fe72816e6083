package io.minimlops.tracker.artifact;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/// Uploads in parts: the file appears when the last step is done, whole.
@ApplicationScoped
public class MultipartUploads {

    /// S3 takes no more.
    public static final int MOST_PARTS = 10_000;

    private static final Logger LOG = Logger.getLogger(MultipartUploads.class);

    private final MinioAsyncClient s3;
    private final ArtifactBucket bucket;
    private final S3Config config;

    MultipartUploads(MinioAsyncClient s3, ArtifactBucket bucket, S3Config config) {
        this.s3 = s3;
        this.bucket = bucket;
        this.config = config;
    }

    /// @return the upload's id
    public String create(ArtifactPath path) {
        String name = bucket.made();
        return answer(
                        () ->
                                s3.createMultipartUpload(
                                        CreateMultipartUploadArgs.builder()
                                                .bucket(name)
                                                .object(path.value())
                                                .headers(
                                                        new Http.Headers(
                                                                "Content-Type",
                                                                MediaTypes.of(path.name())))
                                                .build()))
                .result()
                .uploadId();
    }

    /// @param parts in the order of their numbers
    public void complete(ArtifactPath path, String uploadId, List<SentPart> parts) {
        answer(
                () ->
                        s3.completeMultipartUpload(
                                CompleteMultipartUploadArgs.builder()
                                        .bucket(config.artifactBucket())
                                        .object(path.value())
                                        .uploadId(uploadId)
                                        .parts(
                                                parts.stream()
                                                        .map(it -> new Part(it.number(), it.etag()))
                                                        .toArray(Part[]::new))
                                        .build()));
    }

    public void abort(ArtifactPath path, String uploadId) {
        abort(path.value(), uploadId);
    }

    /// Ends uploads begun before an instant that nobody completed.
    ///
    /// @return how many
    public int abortBegunBefore(Instant instant) {
        List<ListMultipartUploadsResult.Upload> old =
                answer(
                                () ->
                                        s3.listMultipartUploads(
                                                ListMultipartUploadsArgs.builder()
                                                        .bucket(bucket.made())
                                                        .build()))
                        .result()
                        .uploads()
                        .stream()
                        .filter(it -> it.initiated().toInstant().isBefore(instant))
                        .toList();
        old.forEach(it -> abort(it.objectName(), it.uploadId()));
        return old.size();
    }

    /// As [#abort], when it does not matter whether it succeeds: what is left is swept away later.
    void giveUp(ArtifactPath path, String uploadId) {
        try {
            abort(path, uploadId);
        } catch (RuntimeException e) {
            LOG.debugf("upload %s of %s stays: %s", uploadId, path.value(), e.getMessage());
        }
    }

    private void abort(String key, String uploadId) {
        answer(
                () ->
                        s3.abortMultipartUpload(
                                AbortMultipartUploadArgs.builder()
                                        .bucket(config.artifactBucket())
                                        .object(key)
                                        .uploadId(uploadId)
                                        .build()));
    }

    private static <T> T answer(Call<T> call) {
        try {
            return call.start().join();
        } catch (CompletionException e) {
            throw S3Failure.refusal(e.getCause() instanceof Exception cause ? cause : e);
        } catch (MinioException | IllegalStateException e) {
            throw S3Failure.refusal(e);
        }
    }

    /// A part that the store has.
    public record SentPart(int number, String etag) {}

    @FunctionalInterface
    private interface Call<T> {
        CompletableFuture<T> start() throws MinioException;
    }
}
