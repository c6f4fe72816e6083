package io.minimlops.tracker.fault;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.dvc.Dvc;
import io.minimlops.tracker.graphql.Graphql;
import io.minimlops.tracker.stream.EventReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class OutageTest {

    @Test
    void withoutTheStoreOnlyArtifactsAreAwayAndTheyComeBack() {
        String run = newRun();
        String file = "/api/2.0/mlflow-artifacts/artifacts/1/" + run + "/artifacts/a.txt";
        given().body("before").put(file).then().statusCode(200);
        String repo = unique("repo");
        String known = Dvc.push(repo, "known");
        String fresh = Dvc.md5("fresh".getBytes(UTF_8));

        PlatformResource.s3().stop();
        try {
            given().body("x")
                    .put(file)
                    .then()
                    .statusCode(503)
                    .body("error_code", equalTo("TEMPORARILY_UNAVAILABLE"))
                    .body("message", containsString("S3"));
            given().get(file).then().statusCode(503);
            given().head(file).then().statusCode(503);
            given().delete(file).then().statusCode(503);
            given().body(new byte[6 * 1024 * 1024]).put(file).then().statusCode(503);
            given().contentType("application/json")
                    .body(Map.of("path", "a", "num_parts", 1))
                    .post("/api/2.0/mlflow-artifacts/mpu/create/1/x")
                    .then()
                    .statusCode(503);
            get("artifacts/list", Map.of("run_id", run)).statusCode(503);
            logMetric(run, "loss", 1, 0);
            given().head(Dvc.url(repo, known)).then().statusCode(200);
            given().get(Dvc.url(repo, fresh)).then().statusCode(503);
            given().body("fresh".getBytes(UTF_8))
                    .post(Dvc.url(repo, fresh))
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json");
        } finally {
            PlatformResource.s3().start();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> given().get(file).then().statusCode(200).body(equalTo("before")));
        Dvc.push(repo, "fresh");
    }

    @Test
    void withoutTheDatabaseCallsSaySoAndItHealsByItself() throws Exception {
        String experiment = newExperiment();
        String run = newRun(experiment);
        logMetric(run, "loss", 1, 0);
        EventReader reader = EventReader.of("runs/" + run + "/stream");

        PlatformResource.postgres().stop();
        try {
            given().get(Dvc.url("repo", "0".repeat(32))).then().statusCode(503);
            given().get("/api/v1/datasets/any/versions/1")
                    .then()
                    .statusCode(503)
                    .body("dependency", equalTo("postgresql"));
            get("runs/get", Map.of("run_id", run))
                    .statusCode(503)
                    .body("error_code", equalTo("TEMPORARILY_UNAVAILABLE"))
                    .body("message", containsString("PostgreSQL"));
            post("runs/create", Map.of("experiment_id", experiment)).statusCode(503);
            given().get("/api/v1/runs/" + run + "/stream").then().statusCode(503);
            Graphql.ask("{mlflowGetRun(input: {runId: \"%s\"}) {apiError {code}}}".formatted(run))
                    .statusCode(503)
                    .body("message", containsString("PostgreSQL"));
            post("experiments/create", Map.of("name", "while away")).statusCode(503);
            post(
                            "runs/log-metric",
                            Map.of("run_id", run, "key", "loss", "value", 2, "timestamp", 2))
                    .statusCode(503);
        } finally {
            PlatformResource.postgres().start();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                get(
                                                "metrics/get-history",
                                                Map.of("run_id", run, "metric_key", "loss"))
                                        .statusCode(200)
                                        .body("metrics", hasSize(1)));
        logMetric(run, "loss", 2, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> reader.data("metric").size() == 2);
        reader.close();
    }

    @Test
    void withoutKafkaRunsAreStillTracked() {
        PlatformResource.kafka().stop();
        try {
            String run = newRun();
            post("runs/update", Map.of("run_id", run, "status", "FINISHED")).statusCode(200);
        } finally {
            PlatformResource.kafka().start();
        }
    }

    @Test
    void registryCallsArePassedOnAsTheyAre() {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"name\":\"m\"}")
                .delete("/ajax-api/2.0/mlflow/registered-models/delete?x=a%20b")
                .then()
                .statusCode(200)
                .contentType("text/heard")
                .body(
                        equalTo(
                                "DELETE /api/2.0/mlflow/registered-models/delete?x=a%20b"
                                        + " application/json {\"name\":\"m\"}"));
        given().contentType("application/json")
                .body("{\"name\":\"missing\"}")
                .patch("/api/2.0/mlflow/model-versions/update")
                .then()
                .statusCode(404);
        given().get("/api/2.0/mlflow/webhooks")
                .then()
                .statusCode(200)
                .body(equalTo("GET /api/2.0/mlflow/webhooks null "));
        given().get("/model-versions/get-artifact?name=m&version=1&path=MLmodel")
                .then()
                .statusCode(200);
    }

    @Test
    void withoutTheRegistryItsCallsSaySoAndTheyComeBack() {
        StubRegistry.goAway();
        try {
            given().get("/api/2.0/mlflow/registered-models/get?name=m")
                    .then()
                    .statusCode(503)
                    .body("error_code", equalTo("TEMPORARILY_UNAVAILABLE"))
                    .body("message", containsString("registry"));
            String run = newRun();
            Graphql.ask(
                            "{mlflowGetRun(input: {runId: \"%s\"}) {run {info {runId} modelVersions {name}}}}"
                                    .formatted(run))
                    .statusCode(200)
                    .body("errors", nullValue())
                    .body("data.mlflowGetRun.run.info.runId", equalTo(run))
                    .body("data.mlflowGetRun.run.modelVersions", hasSize(0));
        } finally {
            StubRegistry.comeBack();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                given().get("/api/2.0/mlflow/registered-models/get?name=m")
                                        .then()
                                        .statusCode(200));
    }
}
