package io.minimlops.tracker;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// MLflow's REST as the tests speak it.
public final class Mlflow {

    public static final String API = "/api/2.0/mlflow/";

    private Mlflow() {}

    public static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON).body(body).post(API + path).then();
    }

    public static ValidatableResponse get(String path, Map<String, ?> query) {
        return given().queryParams(query).get(API + path).then();
    }

    public static String unique(String stem) {
        return stem + "-" + UUID.randomUUID();
    }

    public static String newExperiment() {
        return post("experiments/create", Map.of("name", unique("experiment")))
                .statusCode(200)
                .extract()
                .path("experiment_id");
    }

    public static String newRun(String experimentId) {
        return newRun(experimentId, 1);
    }

    public static String newRun(String experimentId, long startTime) {
        return post("runs/create", Map.of("experiment_id", experimentId, "start_time", startTime))
                .statusCode(200)
                .extract()
                .path("run.info.run_id");
    }

    public static String newRun() {
        return newRun(newExperiment());
    }

    public static void logMetric(String runId, String key, Object value, long step) {
        post(
                        "runs/log-metric",
                        Map.of(
                                "run_id",
                                runId,
                                "key",
                                key,
                                "value",
                                value,
                                "timestamp",
                                1000 + step,
                                "step",
                                step))
                .statusCode(200);
    }

    public static void logParam(String runId, String key, String value) {
        post("runs/log-parameter", Map.of("run_id", runId, "key", key, "value", value))
                .statusCode(200);
    }

    public static void setTag(String runId, String key, String value) {
        post("runs/set-tag", Map.of("run_id", runId, "key", key, "value", value)).statusCode(200);
    }

    public static List<String> search(String experimentId, String filter, String... orderBy) {
        return post(
                        "runs/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experimentId),
                                "filter",
                                filter,
                                "order_by",
                                List.of(orderBy)))
                .statusCode(200)
                .extract()
                .path("runs.info.run_id");
    }
}
