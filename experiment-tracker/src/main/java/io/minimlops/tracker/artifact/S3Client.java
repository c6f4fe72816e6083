package io.minimlops.tracker.artifact;

import io.minio.MinioClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import okhttp3.OkHttpClient;

/// The connection to the store. A store that is away is noticed in seconds.
@ApplicationScoped
class S3Client {

    @Produces
    @Singleton
    MinioClient client(S3Config config) {
        OkHttpClient http =
                new OkHttpClient.Builder()
                        .connectTimeout(Duration.ofSeconds(3))
                        .readTimeout(Duration.ofSeconds(60))
                        .writeTimeout(Duration.ofSeconds(60))
                        .retryOnConnectionFailure(true)
                        .build();
        return MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .httpClient(http)
                .build();
    }
}
