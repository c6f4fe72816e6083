package io.minimlops.tracker.artifact;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/// Addresses in the store that carry their own permission, for one object, one method and some
/// time. Made without asking the store. Their payload is not signed: what is sent need not be
/// hashed first.
@ApplicationScoped
class Links {

    private static final Duration OWN = Duration.ofHours(12);

    private final S3Config config;
    private final MinioClient inside;
    private final MinioClient outside;

    Links(S3Config config, MinioClient inside) {
        this.config = config;
        this.inside = inside;
        this.outside =
                config.publicEndpoint()
                        .map(
                                endpoint ->
                                        MinioClient.builder()
                                                .endpoint(endpoint.toString())
                                                .credentials(config.accessKey(), config.secretKey())
                                                .region(config.region())
                                                .build())
                        .orElse(inside);
    }

    /// For ourselves.
    String own(Http.Method method, ArtifactPath path, Map<String, String> query) {
        return link(inside, method, path, query, OWN);
    }

    /// For a client, which reaches the store at its public endpoint.
    String toGive(
            Http.Method method, ArtifactPath path, Map<String, String> query, Duration lifetime) {
        return link(outside, method, path, query, lifetime);
    }

    static Map<String, String> part(String uploadId, int number) {
        return Map.of("uploadId", uploadId, "partNumber", Integer.toString(number));
    }

    private String link(
            MinioClient client,
            Http.Method method,
            ArtifactPath path,
            Map<String, String> query,
            Duration lifetime) {
        try {
            return client.getPresignedObjectUrl(
                    GetPresignedObjectUrlArgs.builder()
                            .method(method)
                            .bucket(config.artifactBucket())
                            .object(path.value())
                            .expiry(Math.toIntExact(lifetime.toSeconds()))
                            .extraQueryParams(query)
                            .build());
        } catch (MinioException e) {
            throw S3Failure.refusal(e);
        }
    }
}
