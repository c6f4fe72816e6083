package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.Mlflow;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class LoggedModelWireTest {

    private static final String MODELS = Mlflow.API + "logged-models/";

    private static String newModel(String experiment, String name) {
        return post(
                        "logged-models",
                        Map.of(
                                "experiment_id",
                                experiment,
                                "name",
                                name,
                                "params",
                                List.of(Map.of("key", "depth", "value", "3"))))
                .statusCode(200)
                .body("model.info.status", equalTo("LOGGED_MODEL_PENDING"))
                .body(
                        "model.info.artifact_uri",
                        matchesPattern(
                                "mlflow-artifacts:/"
                                        + experiment
                                        + "/models/m-[0-9a-f]{32}/artifacts"))
                .extract()
                .path("model.info.model_id");
    }

    private static void measure(String run, String model, String key, double value, long time) {
        post(
                        "runs/log-metric",
                        Map.of(
                                "run_id",
                                run,
                                "key",
                                key,
                                "value",
                                value,
                                "timestamp",
                                time,
                                "model_id",
                                model,
                                "dataset_name",
                                "d",
                                "dataset_digest",
                                "x"))
                .statusCode(200);
    }

    @Test
    void aModelIsMadeFinishedTaggedAndDeleted() {
        String model = newModel(newExperiment(), "tree");
        given().contentType("application/json")
                .body(Map.of("status", 2))
                .patch(MODELS + model)
                .then()
                .statusCode(200)
                .body("model.info.status", equalTo("LOGGED_MODEL_READY"));
        given().contentType("application/json")
                .body(Map.of("tags", List.of(Map.of("key", "a", "value", "b"))))
                .patch(MODELS + model + "/tags")
                .then()
                .statusCode(200);
        get("logged-models/" + model, Map.of())
                .body("model.info.tags[0].value", equalTo("b"))
                .body("model.data.params[0].key", equalTo("depth"));
        given().delete(MODELS + model + "/tags/a").then().statusCode(200);
        given().delete(MODELS + model + "/tags/a").then().statusCode(404);

        given().delete(MODELS + model).then().statusCode(200);
        given().delete(MODELS + model).then().statusCode(200);
        given().delete(MODELS + "m-none").then().statusCode(404);
        get("logged-models/" + model, Map.of())
                .statusCode(404)
                .body("message", equalTo("Logged model with ID '" + model + "' not found."));
        get("logged-models/" + model, Map.of("allow_deleted", true)).statusCode(200);
    }

    @Test
    void aVersionMadeOfAModelIsNotedOnIt() {
        String model = newModel(newExperiment(), "tree");
        for (int times = 0; times < 2; times++) {
            post(
                            "model-versions/create",
                            Map.of(
                                    "name",
                                    "golden-flights",
                                    "source",
                                    "models:/" + model,
                                    "model_id",
                                    model))
                    .statusCode(200)
                    .body("model_version.version", equalTo("2"));
        }
        get("logged-models/" + model, Map.of())
                .body(
                        "model.info.tags.find { it.key == 'mlflow.modelVersions' }.value",
                        equalTo("[{\"name\":\"golden-flights\",\"version\":2}]"));
        post("model-versions/create", Map.of("name", "golden-flights", "model_id", "m-other"))
                .statusCode(200);
    }

    @Test
    void modelsAreFoundByWhatTheyMeasured() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        String good = newModel(experiment, "good");
        String bad = newModel(experiment, "bad");
        String unmeasured = newModel(experiment, "unmeasured");
        measure(run, good, "acc", 0.1, 1);
        measure(run, good, "acc", 0.9, 2);
        measure(run, bad, "acc", 0.2, 1);

        post(
                        "logged-models/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "filter",
                                "metrics.acc > 0.5 AND params.depth = '3'"))
                .statusCode(200)
                .body("models.info.model_id", equalTo(List.of(good)))
                .body("models[0].data.metrics[0].value", equalTo(0.9f))
                .body("models[0].data.metrics[0].dataset_name", equalTo("d"));
        post(
                        "logged-models/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "order_by",
                                List.of(Map.of("field_name", "metrics.acc", "ascending", true))))
                .body("models.info.model_id", equalTo(List.of(bad, good, unmeasured)));
        post(
                        "logged-models/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "datasets",
                                List.of(Map.of("dataset_name", "d"))))
                .body("models", hasSize(2));
        get("runs/get", Map.of("run_id", run)).body("run.data.metrics", hasSize(1));
    }

    @Test
    void filesOfAModelAreListedAndFetched() {
        String experiment = newExperiment();
        String model = newModel(experiment, "tree");
        given().body("flavors: {}")
                .put(
                        "/api/2.0/mlflow-artifacts/artifacts/"
                                + experiment
                                + "/models/"
                                + model
                                + "/artifacts/MLmodel")
                .then()
                .statusCode(200);

        get("logged-models/" + model + "/artifacts/directories", Map.of())
                .body("files[0].path", equalTo("MLmodel"));
        given().queryParam("artifact_file_path", "MLmodel")
                .get("/ajax-api/2.0/mlflow/logged-models/" + model + "/artifacts/files")
                .then()
                .statusCode(200)
                .body(equalTo("flavors: {}"));
    }

    @Test
    void badRequestsAreRefused() {
        String experiment = newExperiment();
        post("logged-models", Map.of("experiment_id", experiment, "name", "a/b")).statusCode(400);
        post("logged-models/search", Map.of()).statusCode(400);
        post(
                        "logged-models/search",
                        Map.of("experiment_ids", List.of(experiment), "filter", "colour = 'red'"))
                .statusCode(400);
        given().contentType("application/json")
                .body("{}")
                .patch(MODELS + newModel(experiment, "x"))
                .then()
                .statusCode(400);
    }
}
