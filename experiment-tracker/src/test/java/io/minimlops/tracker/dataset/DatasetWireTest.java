package io.minimlops.tracker.dataset;

import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.unique;
import static io.minimlops.tracker.dvc.Dvc.pushDirectory;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class DatasetWireTest {

    private static final String DATASETS = "/api/v1/datasets/";

    private static ValidatableResponse create(String name, Object body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(DATASETS + name + "/versions")
                .then();
    }

    private static Map<String, Object> file(String path, int content) {
        return Map.of(
                "path",
                path,
                "md5",
                "%032x".formatted(content),
                "sha256",
                "%064x".formatted(content),
                "size",
                content);
    }

    @Test
    void theSameContentIsTheSameVersion() {
        String name = unique("data");
        String digest =
                create(name, Map.of("files", List.of(file("b", 2), file("a", 1)), "message", "one"))
                        .statusCode(201)
                        .body("version", equalTo(1))
                        .body("files", equalTo(2))
                        .body("bytes", equalTo(3))
                        .body("uri", equalTo("mlops-dataset:/" + name + "/1"))
                        .extract()
                        .path("digest");

        create(name, Map.of("files", List.of(file("a", 1), file("b", 2))))
                .statusCode(200)
                .body("version", equalTo(1))
                .body("digest", equalTo(digest))
                .body("message", equalTo("one"));
        create(
                        name,
                        Map.of(
                                "files",
                                List.of(file("a", 1)),
                                "parents",
                                List.of(name + "/1"),
                                "schema",
                                Map.of("columns", List.of("x"))))
                .statusCode(201)
                .body("version", equalTo(2))
                .body("schema.columns[0]", equalTo("x"));

        given().get(DATASETS + name + "/versions?maxResults=1")
                .then()
                .body("versions.version", equalTo(List.of(2)));
        String next = given().get(DATASETS + name + "/versions?maxResults=1").path("nextPageToken");
        given().queryParam("pageToken", next)
                .get(DATASETS + name + "/versions")
                .then()
                .body("versions.version", equalTo(List.of(1)))
                .body("nextPageToken", nullValue());
        given().get(DATASETS + name)
                .then()
                .body("versions", equalTo(2))
                .body("files", equalTo(3))
                .body("storedBytes", equalTo(3))
                .body("logicalBytes", equalTo(4))
                .body("savedBytes", equalTo(1))
                .body("sharedFiles", equalTo(1));
    }

    @Test
    void twoVersionsAreCompared() {
        String name = unique("data");
        create(name, Map.of("files", List.of(file("a", 1), file("b", 2), file("c", 3))));
        create(name, Map.of("files", List.of(file("z", 1), file("b", 4), file("d", 5))));

        given().get(DATASETS + name + "/versions/1/diff/2")
                .then()
                .statusCode(200)
                .body("renamed[0].before.path", equalTo("a"))
                .body("renamed[0].after.path", equalTo("z"))
                .body("changed[0].after.size", equalTo(4))
                .body("added.path", equalTo(List.of("d")))
                .body("removed.path", equalTo(List.of("c")))
                .body("counts.addedBytes", equalTo(9))
                .body("counts.removedBytes", equalTo(5));
    }

    @Test
    void aPushedDirectoryBecomesAVersionAndIsVerifiedAndKept() {
        String repo = unique("repo");
        String directory = pushDirectory(repo, "one", "two", "drei");
        String name = unique("data");
        Map<String, ?> request = Map.of("dvc", Map.of("repo", repo, "object", directory));

        create(name, request)
                .statusCode(201)
                .body("files", equalTo(3))
                .body("bytes", equalTo(10))
                .body("repo", equalTo(repo));
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(Map.of("keep", List.of(), "graceSeconds", 0, "dryRun", false))
                .post("/api/v1/dvc/" + repo + ":gc")
                .then()
                .body("directories", equalTo(0))
                .body("files", equalTo(0));

        given().post(DATASETS + name + "/versions/1/verify?deep=true")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("checked", equalTo(3));
        given().get(DATASETS + name + "/versions/1/manifest?maxResults=2")
                .then()
                .body("files.path", equalTo(List.of("drei", "one")))
                .body("next", equalTo("one"))
                .body(
                        "files[1].sha256",
                        equalTo(
                                "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
    }

    @Test
    void runsAreTiedToVersionsByWhatTheyLog() {
        String name = unique("data");
        String digest =
                create(name, Map.of("files", List.of(file("a", 1)))).extract().path("digest");
        String said = newRun();
        String byDigest = newRun();
        String bySource = newRun();
        String stranger = newRun();
        String runs = DATASETS + name + "/versions/1/runs";

        given().contentType(ContentType.JSON)
                .body(Map.of("runId", said, "context", "train"))
                .post(runs)
                .then()
                .statusCode(200);
        logInput(byDigest, name, digest.substring(0, 8), "{}");
        logInput(bySource, "other", "1234", "{\"uri\": \"mlops-dataset:/" + name + "/1\"}");
        logInput(stranger, name, "ffffffff", "{}");

        given().get(runs)
                .then()
                .body("runs", hasSize(3))
                .body("runs.runId", containsInAnyOrder(said, byDigest, bySource))
                .body("runs.how", containsInAnyOrder("said", "digest", "source"))
                .body("runs.context", containsInAnyOrder("train", "eval", "eval"));
        given().contentType(ContentType.JSON)
                .body(Map.of("runId", "none"))
                .post(runs)
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"files\":[],\"dvc\":{}}",
                "{\"files\":[null]}",
                "{\"files\":[{\"path\":\"a\"}]}",
                "{\"files\":[{\"path\":\"../a\",\"md5\":\"0\",\"sha256\":\"0\",\"size\":1}]}",
                "{\"file\":[]}",
                "{\"files\":[],\"message\":\"\\u0000\"}",
                "{\"files\":[],\"parents\":[\"x\"]}",
                "{\"dvc\":{\"repo\":\"r\"}}",
                "{\"dvc\":{\"repo\":\"../r\",\"object\":\"00000000000000000000000000000000.dir\"}}",
                "{\"dvc\":{\"repo\":\"r\",\"object\":\"zz\"}}",
                "{\"dvc\":{\"repo\":\"r\",\"object\":\"00000000000000000000000000000000\"}}"
            })
    void whatMakesNoVersionIsRefused(String body) {
        create(unique("data"), body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String name = unique("data");
        create(name, Map.of("files", List.of())).statusCode(201);

        given().get(DATASETS + unique("none")).then().statusCode(404);
        given().get(DATASETS + name + "/versions/2").then().statusCode(404);
        given().get(DATASETS + name + "/versions/1/diff/2").then().statusCode(404);
        given().post(DATASETS + name + "/versions/1/verify").then().statusCode(409);
        create(name, Map.of("files", List.of(), "parents", List.of(name + "/7"))).statusCode(200);
        create(name, Map.of("files", List.of(file("a", 1)), "parents", List.of(name + "/7")))
                .statusCode(404);
        create(
                        name,
                        Map.of(
                                "dvc",
                                Map.of(
                                        "repo",
                                        unique("none"),
                                        "object",
                                        "00000000000000000000000000000000.dir")))
                .statusCode(404);
    }

    private static void logInput(String run, String name, String digest, String source) {
        Map<String, Object> dataset =
                Map.of("name", name, "digest", digest, "source_type", "http", "source", source);
        post(
                        "runs/log-inputs",
                        Map.of(
                                "run_id",
                                run,
                                "datasets",
                                List.of(
                                        Map.of(
                                                "tags",
                                                List.of(
                                                        Map.of(
                                                                "key",
                                                                "mlflow.data.context",
                                                                "value",
                                                                "eval")),
                                                "dataset",
                                                dataset))))
                .statusCode(200);
    }
}
