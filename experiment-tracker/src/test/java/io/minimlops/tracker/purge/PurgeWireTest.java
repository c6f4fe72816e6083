package io.minimlops.tracker.purge;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.search;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class PurgeWireTest {

    private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";

    @Inject Database database;
    @Inject RetentionPolicy policy;

    @BeforeEach
    void nothingIsRegistered() {
        StubRegistry.answer("model-versions/search", "{\"model_versions\":[]}");
    }

    private static ValidatableResponse purge(String path) {
        return given().urlEncodingEnabled(false).post("/api/v1/" + path).then();
    }

    private static String begun(String path) {
        return purge(path).statusCode(202).extract().path("id");
    }

    private static ValidatableResponse finished(String purge) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                given().get("/api/v1/purges/" + purge)
                                        .then()
                                        .statusCode(200)
                                        .body("state", equalTo("DONE")));
        return given().get("/api/v1/purges/" + purge).then();
    }

    private static void put(String experiment, String run, String file) {
        given().body("12345")
                .put(FILES + experiment + "/" + run + "/artifacts/" + file)
                .then()
                .statusCode(200);
    }

    private static void delete(String run) {
        post("runs/delete", Map.of("run_id", run)).statusCode(200);
    }

    @Test
    void aPurgedRunIsGoneAtOnceAndItsFilesWithIt() {
        // Given
        String experiment = newExperiment();
        String run = newRun(experiment);
        String neighbour = newRun(experiment);
        for (int step = 0; step < 5; step++) {
            logMetric(run, "loss", step, step);
        }
        put(experiment, run, "a");
        put(experiment, run, "model/b");
        put(experiment, neighbour, "a");
        delete(run);

        // When
        String purge = begun("runs/" + run + ":purge?actor=ann");

        // Then
        get("runs/get", Map.of("run_id", run)).statusCode(404);
        assertThat(search(experiment, "")).containsExactly(neighbour);
        finished(purge)
                .body("actor", equalTo("ann"))
                .body("kind", equalTo("RUN"))
                .body("runs", equalTo(1))
                .body("points", equalTo(5))
                .body("files", equalTo(2))
                .body("bytes", equalTo(10));
        given().queryParam("path", experiment + "/" + run)
                .get("/api/2.0/mlflow-artifacts/artifacts")
                .then()
                .body("files", hasSize(0));
        given().get(FILES + experiment + "/" + neighbour + "/artifacts/a").then().statusCode(200);
        get("runs/get", Map.of("run_id", neighbour)).statusCode(200);
    }

    @Test
    void aRunInUseIsRefusedUnlessForced() {
        String run = newRun();

        purge("runs/" + run + ":purge")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("not-deleted"));
        get("runs/get", Map.of("run_id", run)).statusCode(200);

        finished(begun("runs/" + run + ":purge?force=true")).body("forced", equalTo(true));
        purge("runs/" + run + ":purge").statusCode(404);
    }

    @Test
    void whatARegisteredModelWasMadeFromIsKept() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        String other = newRun(experiment);
        delete(run);
        delete(other);
        StubRegistry.answer(
                "model-versions/search",
                "{\"model_versions\":[{\"name\":\"m\",\"version\":\"1\",\"run_id\":\""
                        + run
                        + "\"}]}");

        purge("runs/" + run + ":purge")
                .statusCode(409)
                .body("code", equalTo("registered"))
                .body("detail", containsString(run));
        String purge =
                given().urlEncodingEnabled(false)
                        .contentType(ContentType.JSON)
                        .body(
                                Map.of(
                                        "experimentIds",
                                        List.of(experiment),
                                        "deletedBefore",
                                        Instant.now().plusSeconds(1).toString()))
                        .post("/api/v1/runs:purge")
                        .then()
                        .statusCode(202)
                        .body("kept", equalTo(List.of(run)))
                        .extract()
                        .path("id");

        finished(purge).body("runs", equalTo(1));
        get("runs/get", Map.of("run_id", run)).statusCode(200);
        get("runs/get", Map.of("run_id", other)).statusCode(404);
    }

    @Test
    void anExperimentGoesWithItsRunsAndModels() {
        // Given
        String experiment = newExperiment();
        String run = newRun(experiment);
        logMetric(run, "loss", 1, 1);
        put(experiment, run, "a");
        String model =
                post("logged-models", Map.of("experiment_id", experiment, "source_run_id", run))
                        .extract()
                        .path("model.info.model_id");
        given().body("m")
                .put(FILES + experiment + "/models/" + model + "/artifacts/MLmodel")
                .then()
                .statusCode(200);
        purge("experiments/" + experiment + ":purge").statusCode(409);
        post("experiments/delete", Map.of("experiment_id", experiment)).statusCode(200);

        // When
        String purge = begun("experiments/" + experiment + ":purge");

        // Then
        get("experiments/get", Map.of("experiment_id", experiment)).statusCode(404);
        get("runs/get", Map.of("run_id", run)).statusCode(404);
        get("logged-models/" + model, Map.of("allow_deleted", "true")).statusCode(404);
        finished(purge)
                .body("runs", equalTo(1))
                .body("models", equalTo(1))
                .body("files", equalTo(2));
        given().queryParam("path", experiment)
                .get("/api/2.0/mlflow-artifacts/artifacts")
                .then()
                .body("files", hasSize(0));
        purge("experiments/0:purge?force=true").statusCode(409);
    }

    @Test
    void aForkOutlivesTheRunItCameFrom() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        for (int step = 0; step < 10; step++) {
            logMetric(run, "loss", step, step);
        }
        String fork =
                given().contentType(ContentType.JSON)
                        .body(Map.of("step", 4))
                        .post("/api/v1/runs/" + run + "/fork")
                        .then()
                        .extract()
                        .path("runId");
        logMetric(run, "loss", 10, 10);
        logMetric(fork, "loss", 50, 5);
        delete(run);

        finished(begun("runs/" + run + ":purge"));

        get("metrics/get-history", Map.of("run_id", fork, "metric_key", "loss"))
                .statusCode(200)
                .body("metrics.step", equalTo(List.of(0, 1, 2, 3, 4, 5)));
    }

    @Test
    void aLongRunIsTakenAwayInSteps() {
        String run = newRun();
        logMetric(run, "loss", 1, 0);
        database.update(
                Sql.of(
                        "insert into metric_point (series_id, step, timestamp, value) select s.id,"
                                + " n, n, n from run r join metric_series s on s.run_seq = r.seq,"
                                + " generate_series(1, 50000) n where r.run_id = ?",
                        run));
        delete(run);

        finished(begun("runs/" + run + ":purge")).body("points", equalTo(50_001));
    }

    @Test
    void withoutTheStoreThePurgeWaitsForIt() {
        // Given
        String experiment = newExperiment();
        String run = newRun(experiment);
        put(experiment, run, "a");
        delete(run);
        String purge;

        // When
        PlatformResource.s3().stop();
        try {
            purge = begun("runs/" + run + ":purge");
            get("runs/get", Map.of("run_id", run)).statusCode(404);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    given().get("/api/v1/purges/" + purge)
                                            .then()
                                            .body("trouble", containsString("S3")));
        } finally {
            PlatformResource.s3().start();
        }

        // Then
        finished(purge).body("files", equalTo(1));
    }

    @Test
    void whatIsTooOldGoesByItself() {
        // Given
        String experiment = newExperiment();
        String old = newRun(experiment);
        String young = newRun(experiment);
        delete(old);
        delete(young);
        database.update(Sql.of("update run set deleted_time = 86400000 where run_id = ?", old));
        Retention before = policy.get();
        given().contentType(ContentType.JSON)
                .body(Map.of("deletedRunsAfter", "P10000D", "abandonedUploadsAfter", "P1D"))
                .put("/api/v1/retention?actor=ann")
                .then()
                .statusCode(200)
                .body("deletedRunsAfter", equalTo("P10000D"));

        // When
        try {
            policy.apply(Instant.now());
        } finally {
            policy.set(before, "test");
        }

        // Then
        get("runs/get", Map.of("run_id", old)).statusCode(404);
        get("runs/get", Map.of("run_id", young)).statusCode(200);
    }

    @Test
    void nonsenseIsRefused() {
        purge("runs/" + UUID.randomUUID() + ":purge").statusCode(404);
        purge("experiments/x:purge").statusCode(400);
        purge("experiments/987654321:purge").statusCode(404);
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/runs:purge")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(Map.of("deletedRunsAfter", "soon"))
                .put("/api/v1/retention")
                .then()
                .statusCode(400)
                .body("detail", containsString("deletedRunsAfter"));
        given().get("/api/v1/purges/none").then().statusCode(404);
        given().get("/api/v1/purges?limit=0").then().statusCode(400);
    }
}
