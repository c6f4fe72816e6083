package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class ArtifactWireTest {

    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts/";

    @TestHTTPResource URI server;

    private static String root(String experiment, String run) {
        return PROXY + experiment + "/" + run + "/artifacts/";
    }

    private static void put(String path, String content) {
        given().urlEncodingEnabled(false)
                .body(content.getBytes(UTF_8))
                .put(path)
                .then()
                .statusCode(200);
    }

    @Test
    void aFileGoesInAndComesOutAgain() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        put(root(experiment, run) + "model/MLmodel", "flavors: {}");

        given().get(root(experiment, run) + "model/MLmodel")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/plain"))
                .header("Content-Disposition", equalTo("attachment; filename=\"MLmodel\""))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .body(equalTo("flavors: {}"));
        given().queryParam("run_id", run)
                .queryParam("path", "model/MLmodel")
                .get("/get-artifact")
                .then()
                .statusCode(200)
                .body(equalTo("flavors: {}"));
    }

    @Test
    void listingsShowOneLevel() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        put(root(experiment, run) + "b.txt", "bb");
        put(root(experiment, run) + "dir/my%20file.txt", "x");
        put(root(experiment, run) + "dir/empty", "");

        get("artifacts/list", Map.of("run_id", run))
                .statusCode(200)
                .body(
                        "root_uri",
                        equalTo("mlflow-artifacts:/" + experiment + "/" + run + "/artifacts"))
                .body("files", hasSize(2))
                .body("files[0].path", equalTo("b.txt"))
                .body("files[0].file_size", equalTo(2))
                .body("files[0].is_dir", equalTo(false))
                .body("files[1].path", equalTo("dir"))
                .body("files[1].is_dir", equalTo(true))
                .body("files[1].file_size", nullValue());
        get("artifacts/list", Map.of("run_id", run, "path", "dir"))
                .body("files.path", equalTo(java.util.List.of("dir/empty", "dir/my file.txt")))
                .body("files[0].file_size", nullValue());
        get("artifacts/list", Map.of("run_id", run, "path", "b.txt")).body("files", hasSize(0));
        given().queryParam("path", experiment + "/" + run + "/artifacts/dir")
                .get("/api/2.0/mlflow-artifacts/artifacts")
                .then()
                .body("files.path", equalTo(java.util.List.of("empty", "my file.txt")));
    }

    @Test
    void deletingTakesEverythingBelow() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        put(root(experiment, run) + "dir/one", "1");
        put(root(experiment, run) + "dir/sub/two", "2");
        put(root(experiment, run) + "dir2", "3");

        given().delete(root(experiment, run) + "dir").then().statusCode(200).body(equalTo("{}"));

        get("artifacts/list", Map.of("run_id", run))
                .body("files.path", equalTo(java.util.List.of("dir2")));
        given().get(root(experiment, run) + "dir/one")
                .then()
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"));
    }

    @Test
    void largeFilesOfUnknownLengthStreamThrough() throws Exception {
        String path = root(newExperiment(), "0".repeat(32)) + "large.bin";
        long size = 40L * 1024 * 1024 + 13;
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest upload =
                HttpRequest.newBuilder(server.resolve(path))
                        .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new Noise(size)))
                        .build();

        assertThat(http.send(upload, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        HttpRequest download = HttpRequest.newBuilder(server.resolve(path)).build();
        try (InputStream back =
                        http.send(download, HttpResponse.BodyHandlers.ofInputStream()).body();
                InputStream sent = new Noise(size)) {
            assertThat(back).hasSameContentAs(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/..%2f..%2fb",
                "..%2fb",
                "%2e%2e%2fb",
                "a/%252e%252e/b",
                "a%5Cb",
                "a%23b",
                "%2Fetc/passwd",
                "C:%5Cb",
                "file:%2F%2F%2Fetc",
                "a/%00"
            })
    void pathsThatLeadElsewhereAreRefused(String path) {
        given().urlEncodingEnabled(false).body("x").put(PROXY + path).then().statusCode(400);
        given().urlEncodingEnabled(false).get(PROXY + path).then().statusCode(400);
        given().urlEncodingEnabled(false).delete(PROXY + path).then().statusCode(400);
        given().urlEncodingEnabled(false)
                .get("/api/2.0/mlflow-artifacts/artifacts?path=" + path)
                .then()
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void theBrowsersUploadIsLimited() {
        String run = newRun();
        String url = "/ajax-api/2.0/mlflow/upload-artifact";
        given().queryParam("run_uuid", run)
                .queryParam("path", "shot.png")
                .body(new byte[] {1, 2})
                .post(url)
                .then()
                .statusCode(200);
        given().queryParam("run_uuid", run).body("x").post(url).then().statusCode(400);
        given().queryParam("run_uuid", run)
                .queryParam("path", "big")
                .body(new byte[10 * 1024 * 1024 + 1])
                .post(url)
                .then()
                .statusCode(400)
                .body("message", equalTo("Artifact size is too large. Max size is 10MB."));
    }

    /// The same bytes for the same length, without holding them.
    private static final class Noise extends InputStream {
        private final Random random = new Random(7);
        private long left;

        Noise(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }
    }
}
