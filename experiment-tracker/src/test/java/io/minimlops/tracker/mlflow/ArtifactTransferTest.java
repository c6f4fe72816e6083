package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class ArtifactTransferTest {

    private static final String API = "/api/2.0/mlflow-artifacts/";
    private static final int PART = 5 * 1024 * 1024;

    @TestHTTPResource URI server;

    private final HttpClient http = HttpClient.newHttpClient();
    private String run = "";
    private String directory = "";

    @BeforeEach
    void aRun() {
        String experiment = newExperiment();
        run = newRun(experiment);
        directory = experiment + "/" + run + "/artifacts";
    }

    private String file(String name) {
        return API + "artifacts/" + directory + "/" + name;
    }

    private void put(String name, byte[] content) {
        given().urlEncodingEnabled(false).body(content).put(file(name)).then().statusCode(200);
    }

    private ValidatableResponse mpu(String step, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/ajax-api/2.0/mlflow-artifacts/mpu/" + step + "/" + directory + "/model")
                .then();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileSentInPartsPastTheServerIsWholeAfterTheLastStep() {
        // Given
        byte[] content = noise(PART + 1000);
        ValidatableResponse created =
                mpu("create", Map.of("path", "/home/me/weights.bin", "num_parts", 2))
                        .statusCode(200)
                        .body("credentials.part_number", equalTo(List.of(1, 2)));
        String uploadId = created.extract().path("upload_id");
        List<String> urls = created.extract().path("credentials.url");

        // When
        List<Map<String, Object>> parts =
                IntStream.range(0, 2)
                        .mapToObj(i -> sent(i + 1, urls.get(i), slice(content, i)))
                        .toList();
        given().get(file("model/weights.bin")).then().statusCode(404);
        mpu(
                        "complete",
                        Map.of(
                                "path",
                                "/home/me/weights.bin",
                                "upload_id",
                                uploadId,
                                "parts",
                                parts.reversed()))
                .statusCode(200)
                .body(equalTo("{}"));

        // Then
        assertThat(given().get(file("model/weights.bin")).asByteArray()).isEqualTo(content);
    }

    private static byte[] slice(byte[] content, int part) {
        return Arrays.copyOfRange(
                content, part * PART, Math.min(content.length, part * PART + PART));
    }

    private Map<String, Object> sent(int number, String url, byte[] part) {
        HttpResponse<byte[]> answer =
                send(
                        HttpRequest.newBuilder(URI.create(url))
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(part)));
        assertThat(answer.statusCode()).isEqualTo(200);
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        return Map.of("part_number", number, "etag", etag, "url", url);
    }

    @Test
    void anAbortedUploadIsGone() {
        String uploadId =
                mpu("create", Map.of("path", "w.bin", "num_parts", 1)).extract().path("upload_id");
        Map<String, Object> abort = Map.of("path", "w.bin", "upload_id", uploadId);

        mpu("abort", abort).statusCode(200).body(equalTo("{}"));

        mpu(
                        "complete",
                        Map.of(
                                "path",
                                "w.bin",
                                "upload_id",
                                uploadId,
                                "parts",
                                List.of(Map.of("part_number", 1, "etag", "x"))))
                .statusCode(404);
    }

    @Test
    void uploadsInPartsThatMakeNoSenseAreRefused() {
        mpu("create", Map.of("num_parts", 1)).statusCode(400);
        mpu("create", Map.of("path", "a", "num_parts", 0)).statusCode(400);
        mpu("create", Map.of("path", "a", "num_parts", 10001)).statusCode(400);
        mpu("create", Map.of("path", "a/..", "num_parts", 1)).statusCode(400);
        mpu("complete", Map.of("path", "a", "upload_id", "u", "parts", List.of())).statusCode(400);
        mpu("abort", Map.of("path", "a")).statusCode(400);
    }

    @Test
    void aFileCanBeFetchedFromTheStoreInRanges() {
        byte[] content = noise(100_000);
        put("big.bin", content);

        ValidatableResponse presigned =
                given().get(API + "presigned/" + directory + "/big.bin")
                        .then()
                        .statusCode(200)
                        .body("file_size", equalTo(100_000));
        HttpResponse<byte[]> part =
                send(
                        HttpRequest.newBuilder(URI.create(presigned.extract().path("url")))
                                .header("Range", "bytes=10-19"));

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 10, 20));
        given().get(API + "presigned/" + directory + "/none").then().statusCode(404);
    }

    @Test
    void runsWithFilesInTheBucketItselfCanSendThemThere() {
        String experiment =
                post(
                                "experiments/create",
                                Map.of(
                                        "name",
                                        unique("direct"),
                                        "artifact_location",
                                        "s3://mlops-artifacts/direct"))
                        .extract()
                        .path("experiment_id");
        String direct = newRun(experiment);

        String url =
                post("artifacts/presigned-upload-url", Map.of("run_id", direct, "path", "a/b.txt"))
                        .statusCode(200)
                        .extract()
                        .path("presigned_url");
        HttpResponse<byte[]> sent =
                send(
                        HttpRequest.newBuilder(URI.create(url))
                                .PUT(HttpRequest.BodyPublishers.ofString("here")));

        assertThat(sent.statusCode()).isEqualTo(200);
        given().queryParam("run_id", direct)
                .queryParam("path", "a/b.txt")
                .get("/get-artifact")
                .then()
                .body(equalTo("here"));
        post("artifacts/presigned-upload-url", Map.of("run_id", run, "path", "a")).statusCode(400);
    }

    @Test
    void oneRangeIsServedAndNonsenseIsPassedOver() {
        put("digits", "0123456789".getBytes(UTF_8));

        given().header("Range", "bytes=2-4")
                .get(file("digits"))
                .then()
                .statusCode(206)
                .header("Content-Range", equalTo("bytes 2-4/10"))
                .body(equalTo("234"));
        given().header("Range", "bytes=-3")
                .get(file("digits"))
                .then()
                .statusCode(206)
                .body(equalTo("789"));
        given().header("Range", "bytes=50-").get(file("digits")).then().statusCode(416);
        for (String nonsense : List.of("bytes=x-y", "lines=1-2", "bytes=0-1,4-5")) {
            given().header("Range", nonsense)
                    .get(file("digits"))
                    .then()
                    .statusCode(200)
                    .body(equalTo("0123456789"));
        }
    }

    @Test
    void aFileThatDidNotChangeIsNotSentAgain() {
        put("same", "content".getBytes(UTF_8));
        String etag = given().get(file("same")).header("ETag");

        given().header("If-None-Match", etag).get(file("same")).then().statusCode(304);
        given().head(file("same"))
                .then()
                .statusCode(200)
                .header("Content-Length", equalTo("7"))
                .header("ETag", equalTo(etag));
        given().head(file("none")).then().statusCode(404);
    }

    @Test
    void aDirectoryIsNoFile() {
        put("dir/one", new byte[] {1});

        given().get(file("dir"))
                .then()
                .statusCode(400)
                .body("message", containsString("is a directory"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%20b",
                "a+b",
                "100%25",
                "%C3%A9t%C3%A9",
                "%E6%A8%A1%E5%9E%8B",
                "a&b=c;d",
                "~tilde!$'()*,@",
                "-",
                "..."
            })
    void namesComeBackAsTheyWere(String encoded) {
        byte[] content = encoded.getBytes(UTF_8);
        put(encoded, content);

        assertThat(given().urlEncodingEnabled(false).get(file(encoded)).asByteArray())
                .isEqualTo(content);
        String name = URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
        get("artifacts/list", Map.of("run_id", run)).body("files.path", equalTo(List.of(name)));
    }

    @Test
    void namesAreAcceptedUpToTheirLimitAndRefusedBeyond() {
        put("n".repeat(200), new byte[] {1});
        given().body("x").put(file("n".repeat(201))).then().statusCode(400);
        String deep = ("d".repeat(99) + "/").repeat(8);
        put(deep + "f", new byte[] {1});
        given().body("x").put(file(deep + deep + "f")).then().statusCode(400);
    }

    @Test
    void emptyFilesOfUnknownLengthAreStored() {
        HttpResponse<byte[]> answer =
                send(
                        HttpRequest.newBuilder(server.resolve(file("empty")))
                                .PUT(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                InputStream::nullInputStream)));

        assertThat(answer.statusCode()).isEqualTo(200);
        given().head(file("empty")).then().header("Content-Length", equalTo("0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 6 * 1024 * 1024})
    void anUploadThatBreaksOffStoresNothing(int announced) throws IOException {
        try (Socket client = new Socket(server.getHost(), server.getPort())) {
            client.getOutputStream()
                    .write(
                            ("PUT %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\nhalf"
                                            .formatted(file("half"), announced))
                                    .getBytes(UTF_8));
            client.getOutputStream().flush();
        }

        await().during(Duration.ofMillis(300))
                .untilAsserted(
                        () ->
                                get("artifacts/list", Map.of("run_id", run))
                                        .body("files", hasSize(0)));
    }

    @Test
    void ofTwoUploadsAtOnceOneWinsWhole() {
        byte[] ones = new byte[6 * 1024 * 1024];
        byte[] twos = new byte[6 * 1024 * 1024];
        Arrays.fill(ones, (byte) 1);
        Arrays.fill(twos, (byte) 2);

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> put("contested", ones)),
                        CompletableFuture.runAsync(() -> put("contested", twos)))
                .join();

        assertThat(given().get(file("contested")).asByteArray()).isIn(ones, twos);
    }

    @Test
    void aFileCannotLieBelowAFile() {
        put("a", new byte[] {1});

        given().body("x").put(file("a/b")).then().statusCode(400);
        assertThat(given().get(file("a")).asByteArray()).hasSize(1);
    }
}
