package io.minimlops.tracker.dvc;

import static io.minimlops.tracker.Mlflow.unique;
import static io.minimlops.tracker.dvc.Dvc.md5;
import static io.minimlops.tracker.dvc.Dvc.push;
import static io.minimlops.tracker.dvc.Dvc.pushDirectory;
import static io.minimlops.tracker.dvc.Dvc.url;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.testing.PlatformResource;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class DvcWireTest {

    private static final String BUCKET = "mlops-data";

    @TestHTTPResource URI server;
    @Inject MinioClient s3;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anObjectGoesInAndComesOutWholeAndInParts() {
        String repo = unique("repo");
        String name = push(repo, "hello");

        given().get(url(repo, name))
                .then()
                .statusCode(200)
                .header("Accept-Ranges", equalTo("bytes"))
                .body(equalTo("hello"));
        given().head(url(repo, name)).then().statusCode(200).header("Content-Length", "5");
        given().header("Range", "bytes=1-2")
                .get(url(repo, name))
                .then()
                .statusCode(206)
                .header("Content-Range", equalTo("bytes 1-2/5"))
                .body(equalTo("el"));
        given().header("Range", "bytes=5-")
                .get(url(repo, name))
                .then()
                .statusCode(416)
                .header("Content-Range", equalTo("bytes */5"));
        push(repo, "hello");
    }

    @Test
    void contentThatIsNotWhatItsNameSaysIsRefusedAndNotStored() throws Exception {
        String repo = unique("repo");
        String name = md5("announced".getBytes(UTF_8));
        byte[] large = new byte[11 * 1024 * 1024];

        given().body("other".getBytes(UTF_8))
                .put(url(repo, name))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(md5("other".getBytes(UTF_8))));
        assertThat(upload(repo, name, new ByteArrayInputStream(large)).statusCode()).isEqualTo(400);

        given().get(url(repo, name)).then().statusCode(404);
        assertThat(keys(repo)).isEmpty();
        push(repo, "announced");
        given().body("other".getBytes(UTF_8)).put(url(repo, name)).then().statusCode(400);
        given().get(url(repo, name)).then().body(equalTo("announced"));
    }

    @Test
    void theTwoLayoutsAreKeptApartAndTheOlderOneKnowsDosLineEnds() {
        String repo = unique("repo");
        byte[] dos = "one\r\ntwo\r\n".getBytes(UTF_8);
        String name = md5("one\ntwo\n".getBytes(UTF_8));
        String old = "/dvc/" + repo + "/" + name.substring(0, 2) + "/" + name.substring(2);

        given().body(dos).put(old).then().statusCode(200);
        given().body(dos).put(url(repo, name)).then().statusCode(400);

        assertThat(given().get(old).asByteArray()).isEqualTo(dos);
        given().get(url(repo, name)).then().statusCode(404);
    }

    @Test
    void aDirectoryIsRefusedWhileAFileIsMissing() {
        String repo = unique("repo");
        String absent = md5("absent".getBytes(UTF_8));
        byte[] directory =
                Dvc.directory(
                        List.of(new DirEntry(push(repo, "there"), "a"), new DirEntry(absent, "b")));
        String name = md5(directory) + ".dir";

        given().body(directory)
                .post(url(repo, name))
                .then()
                .statusCode(409)
                .body("code", equalTo("missing-members"))
                .body("detail", containsString(absent));
        given().get(url(repo, name)).then().statusCode(404);

        push(repo, "absent");
        given().body(directory).post(url(repo, name)).then().statusCode(200);
        given().body(new byte[] {'[', ']', '\n'})
                .post(url(repo, md5("[]\n".getBytes(UTF_8)) + ".dir"))
                .then()
                .statusCode(400);
    }

    @Test
    void whatOthersWroteToTheBucketIsThereAndWhatTheyRead() throws Exception {
        String repo = unique("repo");
        String ours = push(repo, "ours");
        String theirs = md5("theirs".getBytes(UTF_8));
        put(repo + "/files/md5/" + theirs.substring(0, 2) + "/" + theirs.substring(2), "theirs");

        given().get(url(repo, theirs)).then().statusCode(200).body(equalTo("theirs"));
        pushDirectory(repo, "theirs");
        try (InputStream read =
                s3.getObject(
                        GetObjectArgs.builder().bucket(BUCKET).object(key(repo, ours)).build())) {
            assertThat(read).hasContent("ours");
        }
    }

    @Test
    void whatIsGoneFromTheBucketIsForgotten() throws Exception {
        String repo = unique("repo");
        String name = push(repo, "short-lived");
        s3.removeObject(RemoveObjectArgs.builder().bucket(BUCKET).object(key(repo, name)).build());

        HttpRequest get = HttpRequest.newBuilder(server.resolve(url(repo, name))).build();
        CompletableFuture<HttpResponse<String>> broken =
                http.sendAsync(get, HttpResponse.BodyHandlers.ofString());

        await().until(broken::isDone);
        assertThat(broken).isCompletedExceptionally();
        given().get(url(repo, name)).then().statusCode(404);
        push(repo, "short-lived");
    }

    @Test
    void aClientThatHangsUpLeavesNothing() throws Exception {
        String repo = unique("repo");
        String name = md5("never".getBytes(UTF_8));
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String head =
                    "PUT " + url(repo, name) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999";
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(UTF_8));
            socket.getOutputStream().write(new byte[6 * 1024 * 1024]);
            socket.getOutputStream().flush();
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(keys("")).noneMatch(key -> key.contains(repo)));
        given().get(url(repo, name)).then().statusCode(404);
    }

    @Test
    void manyUploadsOfOneObjectAtOnceAllSucceed() {
        String repo = unique("repo");
        byte[] content = new byte[6 * 1024 * 1024];
        new Random(3).nextBytes(content);

        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(
                            () ->
                                    upload(repo, md5(content), new ByteArrayInputStream(content))
                                            .statusCode()));
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        assertThat(given().get(url(repo, md5(content))).asByteArray()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dvc/r/files/md5/00/..%2f..%2fx",
                "/dvc/r/files/md5/AB/cdef0123456789abcdef0123456789",
                "/dvc/r/files/md5/ab/c",
                "/dvc/r/x",
                "/dvc/r/files/md5/ab/cdef0123456789abcdef01234567890",
                "/dvc/r/files/md5/ab/cdef0123456789abcdef0123456789.unpacked"
            })
    void nothingIsElsewhere(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404);
        given().urlEncodingEnabled(false).body("x").put(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2fr", "%2e%2e%2fr", "r%00", "-r", "r%5cx"})
    void repositoriesAreNamedPlainly(String repo) {
        given().urlEncodingEnabled(false)
                .get("/dvc/" + repo + "/files/md5/ab/cdef0123456789abcdef0123456789")
                .then()
                .statusCode(400);
    }

    @Test
    void equalContentsAreCountedOnce() {
        String repo = unique("repo");
        pushDirectory(repo, "12345", "abc");
        pushDirectory(repo, "12345");

        given().get("/api/v1/dvc/" + repo)
                .then()
                .statusCode(200)
                .body("directories", equalTo(2))
                .body("files", equalTo(2))
                .body("storedBytes", equalTo(8))
                .body("logicalBytes", equalTo(13))
                .body("savedBytes", equalTo(5))
                .body("sharedFiles", equalTo(1));
    }

    @Test
    void collectingKeepsWhatIsNamedAndWhatThatNames() throws Exception {
        String repo = unique("repo");
        String kept = pushDirectory(repo, "shared", "kept");
        String gone = pushDirectory(repo, "shared", "gone");
        String single = push(repo, "single");
        Map<String, Object> request =
                Map.of("keep", List.of(kept, single), "graceSeconds", 0, "dryRun", true);

        collect(repo, request, 1, 1);
        given().get(url(repo, gone)).then().statusCode(200);
        collect(repo, Map.of("keep", List.of(), "dryRun", false), 0, 0);
        collect(
                repo,
                Map.of("keep", List.of(kept, single), "graceSeconds", 0, "dryRun", false),
                1,
                1);

        assertThat(keys(repo))
                .containsExactlyInAnyOrder(
                        key(repo, kept),
                        key(repo, single),
                        key(repo, md5("shared".getBytes(UTF_8))),
                        key(repo, md5("kept".getBytes(UTF_8))));
        given().get(url(repo, gone)).then().statusCode(404);
        pushDirectory(repo, "shared", "gone");
    }

    @Test
    void collectingWithoutSayingWhatToKeepIsRefused() {
        String repo = unique("repo");
        push(repo, "x");
        String gc = "/api/v1/dvc/" + repo + ":gc";

        for (String body : List.of("", "null", "{}", "[", "{\"kep\":[]}", "{\"keep\":[null]}")) {
            given().urlEncodingEnabled(false)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(gc)
                    .then()
                    .statusCode(400);
        }
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("{\"keep\":[]}")
                .post("/api/v1/dvc/" + unique("none") + ":gc")
                .then()
                .statusCode(404);
    }

    private static void collect(
            String repo, Map<String, Object> request, int directories, int files) {
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(request)
                .post("/api/v1/dvc/" + repo + ":gc")
                .then()
                .statusCode(200)
                .body("directories", equalTo(directories))
                .body("files", equalTo(files));
    }

    private HttpResponse<String> upload(String repo, String name, InputStream content) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(url(repo, name)))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> content))
                        .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    private static String key(String repo, String name) {
        return repo + "/files/md5/" + name.substring(0, 2) + "/" + name.substring(2);
    }

    private void put(String key, String content) throws Exception {
        byte[] bytes = content.getBytes(UTF_8);
        s3.putObject(
                PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                                new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                        .build());
    }

    private List<String> keys(String prefix) throws Exception {
        List<String> keys = new ArrayList<>();
        for (var item :
                s3.listObjects(
                        ListObjectsArgs.builder()
                                .bucket(BUCKET)
                                .prefix(prefix)
                                .recursive(true)
                                .build())) {
            keys.add(item.get().objectName());
        }
        return keys;
    }
}
