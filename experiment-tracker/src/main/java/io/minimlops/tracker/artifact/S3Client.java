package io.minimlops.tracker.artifact;

import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import okhttp3.OkHttpClient;

/// The connections to the store for its calls. A store that is away is noticed in seconds.
@ApplicationScoped
class S3Client {

    static final Duration CONNECT = Duration.ofSeconds(3);

    @Produces
    @Singleton
    MinioClient client(S3Config config) {
        return MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .httpClient(http())
                .build();
    }

    @Produces
    @Singleton
    MinioAsyncClient asyncClient(S3Config config) {
        return MinioAsyncClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .httpClient(http())
                .build();
    }

    private static OkHttpClient http() {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(Duration.ofSeconds(60))
                .writeTimeout(Duration.ofSeconds(60))
                .retryOnConnectionFailure(true)
                .build();
    }
}
