package io.minimlops.gateway.model;

import io.minio.MinioClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The MinIO SDK's client, as the configuration has the store: one for all, as making one reads all
/// certificates that the machine trusts.
final class StoreClient {

    private static final long CONNECT_MILLIS = 2_000;
    private static final long TRANSFER_MILLIS = 30_000;

    private StoreClient() {}

    /// Connects with the first call, not now.
    @Produces
    @Singleton
    static MinioClient of(StoreConfig config) {
        MinioClient client =
                MinioClient.builder()
                        .endpoint(config.endpoint())
                        .credentials(config.accessKey(), config.secretKey())
                        .region(config.region())
                        .build();
        client.setTimeout(CONNECT_MILLIS, TRANSFER_MILLIS, TRANSFER_MILLIS);
        return client;
    }
}
