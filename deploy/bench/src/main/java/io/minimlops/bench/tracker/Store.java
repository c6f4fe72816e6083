package io.minimlops.bench.tracker;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

/// The object store without the tracker: its own client up, a presigned address down.
final class Store {

    private static final String BUCKET = "bench";
    private static final String OBJECT = "large.bin";

    /// The store keeps a part in memory.
    private static final long PART = 10 << 20;

    private final URI address;
    private final MinioClient client;

    Store(Stand stand) throws MinioException {
        this.address = stand.address(Part.S3);
        this.client =
                MinioClient.builder()
                        .endpoint(address.toString())
                        .credentials(stand.secrets().s3AccessKey(), stand.secrets().s3SecretKey())
                        .region("us-east-1")
                        .build();
        client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }

    void put(long bytes) throws MinioException {
        client.putObject(
                PutObjectArgs.builder().bucket(BUCKET).object(OBJECT).stream(
                                new Content(bytes), bytes, PART)
                        .build());
    }

    void get() throws IOException, MinioException {
        URI signed =
                URI.create(
                        client.getPresignedObjectUrl(
                                GetPresignedObjectUrlArgs.builder()
                                        .method(Http.Method.GET)
                                        .bucket(BUCKET)
                                        .object(OBJECT)
                                        .build()));
        try (HttpConnection connection = new HttpConnection(address)) {
            String path = signed.getRawPath() + "?" + signed.getRawQuery();
            connection.exchange(HttpCall.get(address, path), OutputStream.nullOutputStream());
        }
    }
}
