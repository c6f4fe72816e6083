package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.load.UnexpectedAnswer;
import io.minimlops.bench.stand.Pause;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Brings models to the gateway on the way every model takes: a file in the store, a version in the
/// registry, the alias `champion`.
final class Registered {

    static final String BUCKET = "mlops-artifacts";
    private static final long PART = 10 << 20;
    private static final String MLFLOW = "/api/2.0/mlflow/";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final URI registry;
    private final URI gateway;
    private final MinioClient store;

    Registered(Stand stand) {
        this.registry = stand.address(Part.MODEL_REGISTRY);
        this.gateway = stand.address(Part.INFERENCE_GATEWAY);
        this.store =
                MinioClient.builder()
                        .endpoint(stand.address(Part.S3).toString())
                        .credentials(stand.secrets().s3AccessKey(), stand.secrets().s3SecretKey())
                        .region("us-east-1")
                        .build();
    }

    /// Returns when the gateway serves it.
    void serve(BenchModel model) throws IOException, MinioException {
        String folder = "bench/" + model.name();
        upload(folder + "/model.onnx", model.onnx());
        String name = "{\"name\":\"" + model.name() + "\"";
        try (HttpConnection connection = new HttpConnection(registry)) {
            connection.call(
                    HttpCall.post(registry, MLFLOW + "registered-models/create", name + "}"));
            connection.call(
                    HttpCall.post(
                            registry,
                            MLFLOW + "model-versions/create",
                            name + ",\"source\":\"s3://" + BUCKET + "/" + folder + "\"}"));
            connection.call(
                    HttpCall.post(
                            registry,
                            MLFLOW + "registered-models/alias",
                            name + ",\"alias\":\"champion\",\"version\":\"1\"}"));
        }
        await(model.name());
    }

    private void await(String model) throws IOException {
        HttpCall ready = HttpCall.get(gateway, "/v2/models/" + model + "/ready");
        Instant limit = Instant.now().plus(LIMIT);
        try (HttpConnection connection = new HttpConnection(gateway)) {
            while (true) {
                try {
                    connection.call(ready);
                    return;
                } catch (UnexpectedAnswer e) {
                    if (Instant.now().isAfter(limit)) {
                        throw e;
                    }
                    Pause.briefly();
                }
            }
        }
    }

    /// A file becomes an object of [#BUCKET].
    void upload(String key, Path file) throws MinioException, IOException {
        makeBucket();
        store.uploadObject(
                UploadObjectArgs.builder()
                        .bucket(BUCKET)
                        .object(key)
                        .filename(file.toString(), PART)
                        .build());
    }

    private void makeBucket() throws MinioException {
        if (!store.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build())) {
            store.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
        }
    }

    private void upload(String key, byte[] content) throws MinioException {
        makeBucket();
        store.putObject(
                PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                                new ByteArrayInputStream(content), (long) content.length, -1L)
                        .build());
    }
}
