package io.minimlops.registry;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.testing.PlatformResource;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// What tests do to the registry and its store.
public final class Registry {

    public static final String BUCKET = "mlops-artifacts";
    public static final String WIRE = "/api/2.0/mlflow/";

    private static @Nullable MinioClient store;

    private Registry() {}

    public static String unique(String stem) {
        return stem + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    public static ValidatableResponse post(String call, Object body) {
        return json(body).post(WIRE + call).then();
    }

    /// A new model without versions.
    public static String newModel() {
        String name = unique("model");
        post("registered-models/create", Map.of("name", name)).statusCode(200);
        return name;
    }

    /// Uploads a model's files and returns the source to register.
    public static String upload(Map<String, String> files) {
        String directory = "1/" + unique("run") + "/artifacts/model";
        files.forEach((path, content) -> put(directory + "/" + path, content));
        return "mlflow-artifacts:/" + directory;
    }

    public static String newVersion(String model) {
        return newVersion(model, upload(Map.of("MLmodel", "a", "model.onnx", unique("weights"))));
    }

    public static String newVersion(String model, String source) {
        return post("model-versions/create", Map.of("name", model, "source", source))
                .statusCode(200)
                .extract()
                .path("model_version.version");
    }

    public static void setAlias(String model, String alias, String version) {
        json(Map.of("version", version, "actor", "tester", "reason", "because"))
                .put("/api/v1/models/{m}/aliases/{a}", model, alias)
                .then()
                .statusCode(200);
    }

    public static void put(String key, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        try {
            MinioClient s3 = s3();
            if (!s3.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build())) {
                s3.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
            }
            s3.putObject(
                    PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                                    new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                            .build());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static void remove(String key) {
        try {
            s3().removeObject(RemoveObjectArgs.builder().bucket(BUCKET).object(key).build());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// The object key of a file below a source.
    public static String key(String source, String path) {
        return source.substring("mlflow-artifacts:/".length()) + "/" + path;
    }

    /// Made at first use, when the store's address is known, and then for all: to make one reads
    /// every certificate that `SSL_CERT_DIR` and `SSL_CERT_FILE` name, and to close one takes a
    /// second.
    private static synchronized MinioClient s3() {
        if (store == null) {
            var config = ConfigProvider.getConfig();
            store =
                    MinioClient.builder()
                            .endpoint(PlatformResource.s3().endpoint().toString())
                            .credentials(
                                    config.getValue("mlops.s3.access-key", String.class),
                                    config.getValue("mlops.s3.secret-key", String.class))
                            .region("us-east-1")
                            .build();
        }
        return store;
    }
}
