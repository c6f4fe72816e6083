package io.minimlops.gateway.model;

import io.minio.MinioClient;

/// The MinIO SDK's client, as the configuration has the store.
public final class StoreClient {

    private static final long CONNECT_MILLIS = 2_000;
    private static final long TRANSFER_MILLIS = 30_000;

    private StoreClient() {}

    /// Connects with the first call, not now.
    public static MinioClient of(StoreConfig config) {
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
