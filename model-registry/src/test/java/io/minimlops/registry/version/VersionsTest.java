package io.minimlops.registry.version;

import static io.minimlops.registry.Registry.key;
import static io.minimlops.registry.Registry.newModel;
import static io.minimlops.registry.Registry.newVersion;
import static io.minimlops.registry.Registry.post;
import static io.minimlops.registry.Registry.put;
import static io.minimlops.registry.Registry.remove;
import static io.minimlops.registry.Registry.unique;
import static io.minimlops.registry.Registry.upload;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.events.ModelEvent.VersionDeleted;
import io.minimlops.events.ModelEvent.VersionRegistered;
import io.minimlops.events.Topic;
import io.minimlops.registry.Registry;
import io.minimlops.registry.TrackerStub;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "registry"))
@QuarkusTestResource(TrackerStub.class)
class VersionsTest {

    @Test
    void aVersionHasAManifestOfItsFiles() {
        String model = newModel();
        String source = upload(Map.of("MLmodel", "flavors", "deep/model.onnx", "weights"));
        String version = newVersion(model, source);

        String hash = Sha256.of("weights".getBytes(UTF_8));
        String lines =
                Sha256.of("flavors".getBytes(UTF_8)) + "  MLmodel\n" + hash + "  deep/model.onnx\n";
        when().get("/api/v1/models/{m}/versions/{v}/manifest", model, version)
                .then()
                .statusCode(200)
                .body("bucket", equalTo(Registry.BUCKET))
                .body("prefix", equalTo(key(source, "")))
                .body("files.path", contains("MLmodel", "deep/model.onnx"))
                .body("files[1].size", equalTo(7))
                .body("files[1].sha256", equalTo(hash))
                .body("digest", equalTo(Sha256.of(lines.getBytes(UTF_8))));
    }

    @Test
    void registeringIsTold() {
        String model = newModel();
        String version = newVersion(model);

        VersionRegistered told =
                EventLog.of(Topic.MODELS)
                        .await(VersionRegistered.class, event -> event.model().equals(model));

        assertThat(told.version()).isEqualTo(version);
        when().get("/api/v1/models/{m}/versions/{v}", model, version)
                .then()
                .body("manifestDigest", equalTo(told.manifestDigest()))
                .body("status", equalTo("READY"));
    }

    @Test
    void alteredAndMissingFilesAreFound() {
        String model = newModel();
        String source = upload(Map.of("a", "one", "b", "two", "c", "three"));
        String version = newVersion(model, source);
        verify(model, version).body("intact", equalTo(true));

        put(key(source, "a"), "uno");
        remove(key(source, "b"));

        verify(model, version)
                .body("intact", equalTo(false))
                .body("damaged.path", contains("a", "b"))
                .body("damaged.problem", contains("altered", "missing"));
    }

    private static ValidatableResponse verify(String model, String version) {
        return when().post("/api/v1/models/{m}/versions/{v}/verify", model, version)
                .then()
                .statusCode(200);
    }

    @Test
    void aRunsFilesAreFoundThroughTheTracker() {
        String model = newModel();
        String source = upload(Map.of("MLmodel", "a"));
        String run = source.split("/")[2];

        String version = newVersion(model, "runs:/" + run + "/model");

        when().get("/api/v1/models/{m}/versions/{v}", model, version)
                .then()
                .body("runId", equalTo(run))
                .body("status", equalTo("READY"));
        given().queryParams("name", model, "version", version)
                .get("/api/2.0/mlflow/model-versions/get-download-uri")
                .then()
                .body("artifact_uri", equalTo(source));
    }

    @Test
    void aLoggedModelsFilesAreFoundThroughTheTracker() {
        String id = "m-" + unique("x").replace("-", "");
        put("1/models/" + id + "/artifacts/MLmodel", "a");
        String model = newModel();

        String version = newVersion(model, "models:/" + id);

        when().get("/api/v1/models/{m}/versions/{v}", model, version)
                .then()
                .body("runId", equalTo("run-of-" + id))
                .body("status", equalTo("READY"));
    }

    @Test
    void anotherVersionsStorageCanBeRegistered() {
        String origin = newModel();
        String source = upload(Map.of("MLmodel", "a"));
        String first = newVersion(origin, source);
        Registry.setAlias(origin, "champion", first);
        String copy = newModel();

        String byNumber = newVersion(copy, "models:/" + origin + "/" + first);
        String byAlias = newVersion(copy, "models:/" + origin + "@champion");

        for (String version : List.of(byNumber, byAlias)) {
            when().get("/api/v1/models/{m}/versions/{v}/manifest", copy, version)
                    .then()
                    .statusCode(200)
                    .body("prefix", equalTo(key(source, "")));
        }
    }

    @Test
    void aSourceWeCannotSeeIsRegisteredForReference() {
        String model = newModel();
        String version = newVersion(model, "file:///home/me/model");

        when().get("/api/v1/models/{m}/versions/{v}", model, version)
                .then()
                .body("status", equalTo("UNVERIFIED"))
                .body("manifestDigest", nullValue());
        when().get("/api/v1/models/{m}/versions/{v}/manifest", model, version)
                .then()
                .statusCode(409)
                .body("code", equalTo("no-manifest"));
    }

    @Test
    void anUnknownRunIsNotFoundAndLeavesNothing() {
        String model = newModel();

        post("model-versions/create", Map.of("name", model, "source", "runs:/nobody/model"))
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"))
                .body("message", equalTo("Run with id=nobody not found"));

        when().get("/api/v1/models/{m}", model).then().body("versions.size()", equalTo(0));
    }

    @Test
    void aBrokenTrackerIsNamed() {
        post("model-versions/create", Map.of("name", newModel(), "source", "runs:/broken/model"))
                .statusCode(503)
                .body("error_code", equalTo("TEMPORARILY_UNAVAILABLE"))
                .body("message", containsString("experiment tracker"));
    }

    @Test
    void numbersAreGivenOnceHoweverManyRegisterAtOnce() throws Exception {
        String model = newModel();
        String source = upload(Map.of("MLmodel", "a"));
        try (var clients = Executors.newFixedThreadPool(8)) {
            var versions =
                    IntStream.range(0, 24)
                            .mapToObj(_ -> clients.submit(() -> newVersion(model, source)))
                            .toList();
            List<Integer> numbers =
                    versions.stream().map(it -> Integer.parseInt(result(it))).toList();
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 24).boxed().toList());
        }
    }

    private static String result(Future<String> pending) {
        try {
            return pending.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRepeatedRequestGivesTheSameVersion() {
        String model = newModel();
        String source = upload(Map.of("MLmodel", "a"));

        List<String> versions =
                IntStream.range(0, 3)
                        .mapToObj(
                                _ ->
                                        Registry.json(Map.of("name", model, "source", source))
                                                .header("Idempotency-Key", "step-7")
                                                .post("/api/2.0/mlflow/model-versions/create")
                                                .then()
                                                .statusCode(200)
                                                .extract()
                                                .<String>path("model_version.version"))
                        .toList();

        assertThat(versions).containsExactly("1", "1", "1");
    }

    @Test
    void aDeletedVersionIsGoneWithItsAliasesAndItsNumber() {
        String model = newModel();
        String first = newVersion(model);
        Registry.setAlias(model, "champion", first);

        Registry.json(Map.of("name", model, "version", first))
                .delete("/api/2.0/mlflow/model-versions/delete")
                .then()
                .statusCode(200);

        when().get("/api/v1/models/{m}/versions/{v}", model, first).then().statusCode(404);
        when().get("/api/v1/models/{m}/aliases/champion", model).then().statusCode(404);
        when().get("/api/v1/models/{m}/aliases/champion/history", model)
                .then()
                .body("moves.kind", contains("REMOVED", "SET"));
        assertThat(newVersion(model)).isEqualTo("2");
        EventLog.of(Topic.MODELS).await(VersionDeleted.class, it -> it.model().equals(model));
    }

    @Test
    void aVersionsFileCanBeFetched() {
        String model = newModel();
        String version = newVersion(model, upload(Map.of("MLmodel", "flavors: {}")));

        given().queryParams("name", model, "version", version, "path", "MLmodel")
                .get("/model-versions/get-artifact")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/plain"))
                .header("X-Content-Type-Options", "nosniff")
                .body(equalTo("flavors: {}"));
        given().queryParams("name", model, "version", version, "path", "../../secret")
                .get("/model-versions/get-artifact")
                .then()
                .statusCode(404);
    }

    @Test
    void modelsAreListedWithVersionsAndAliases() {
        String model = newModel();
        Registry.setAlias(model, "champion", newVersion(model));

        when().get("/api/v1/models/{m}", model)
                .then()
                .body("name", equalTo(model))
                .body("versions.version", contains("1"))
                .body("aliases.champion", equalTo("1"));
        when().get("/api/v1/models")
                .then()
                .statusCode(200)
                .body("models.name", hasItems(startsWith("model-")));
    }
}
