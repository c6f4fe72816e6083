package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class MetricWireTest {

    @Test
    void theLatestPointIsTheGreatestStepThenTimeThenValue() {
        String run = newRun();
        for (var point :
                List.of(
                        Map.of("value", 9, "timestamp", 1, "step", 5),
                        Map.of("value", 1, "timestamp", 9, "step", 4),
                        Map.of("value", 3, "timestamp", 2, "step", 5),
                        Map.of("value", 2, "timestamp", 2, "step", 5))) {
            post(
                            "runs/log-metric",
                            Map.of(
                                    "run_id",
                                    run,
                                    "key",
                                    "m",
                                    "value",
                                    point.get("value"),
                                    "timestamp",
                                    point.get("timestamp"),
                                    "step",
                                    point.get("step")))
                    .statusCode(200);
        }

        get("runs/get", Map.of("run_id", run))
                .body("run.data.metrics[0].value", equalTo(3f))
                .body("run.data.metrics[0].step", equalTo(5));
        get("metrics/get-history", Map.of("run_uuid", run, "metric_key", "m"))
                .body("metrics.timestamp", equalTo(List.of(1, 2, 2, 9)))
                .body("metrics.value", equalTo(List.of(9f, 2f, 3f, 1f)));
    }

    @Test
    void infinitiesComeBackAsTheGreatestNumbers() {
        String run = newRun();
        given().contentType("application/json; charset=utf-8")
                .body(
                        "{\"run_id\":\"%s\",\"key\":\"m\",\"value\":-Infinity,\"timestamp\":1}"
                                .formatted(run))
                .post("/ajax-api/2.0/mlflow/runs/log-metric")
                .then()
                .statusCode(200);

        String body =
                get("metrics/get-history", Map.of("run_id", run, "metric_key", "m"))
                        .extract()
                        .asString();

        assertThat(body).contains("-1.7976931348623157E308");
    }

    @Test
    void historyComesInPages() {
        String run = newRun();
        IntStream.range(0, 5).forEach(step -> logMetric(run, "m", step, step));

        String token =
                get(
                                "metrics/get-history",
                                Map.of("run_id", run, "metric_key", "m", "max_results", 3))
                        .body("metrics", hasSize(3))
                        .extract()
                        .path("next_page_token");
        get(
                        "metrics/get-history",
                        Map.of(
                                "run_id",
                                run,
                                "metric_key",
                                "m",
                                "max_results",
                                3,
                                "page_token",
                                token))
                .body("metrics.step", equalTo(List.of(3, 4)))
                .body("next_page_token", nullValue());
        get("metrics/get-history", Map.of("run_id", run, "metric_key", "other"))
                .statusCode(200)
                .body("metrics", hasSize(0));
        get("metrics/get-history", Map.of("run_id", run)).statusCode(400);
    }

    @Test
    void chartsGetAnEvenSampleWithBothEnds() {
        String run = newRun();
        String small = newRun();
        List<Map<String, Integer>> steps =
                IntStream.range(0, 1000)
                        .mapToObj(i -> Map.of("value", i, "timestamp", i, "step", i))
                        .toList();
        post(
                        "runs/log-batch",
                        Map.of(
                                "run_id",
                                run,
                                "metrics",
                                steps.stream()
                                        .map(
                                                s ->
                                                        Map.of(
                                                                "key",
                                                                "m",
                                                                "value",
                                                                s.get("value"),
                                                                "timestamp",
                                                                s.get("timestamp"),
                                                                "step",
                                                                s.get("step")))
                                        .toList()))
                .statusCode(200);
        logMetric(small, "m", 7, 3);

        List<Integer> sampled =
                given().queryParam("run_ids", run)
                        .queryParam("metric_key", "m")
                        .queryParam("max_results", 10)
                        .get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("metrics.step");
        assertThat(sampled).containsExactly(0, 100, 200, 300, 400, 500, 600, 700, 800, 999);
        given().queryParam("run_ids", List.of(small, run))
                .queryParam("metric_key", "m")
                .queryParam("max_results", 1)
                .get("/api/2.0/mlflow/metrics/get-history-bulk-interval")
                .then()
                .body("metrics.run_id", equalTo(List.of(small, run)))
                .body("metrics.step", equalTo(List.of(3, 999)));
        given().queryParam("run_ids", run)
                .queryParam("metric_key", "m")
                .queryParam("start_step", 10)
                .queryParam("end_step", 12)
                .get("/api/2.0/mlflow/metrics/get-history-bulk-interval")
                .then()
                .body("metrics.step", equalTo(List.of(10, 11, 12)));
    }

    @Test
    void bulkHistoryIsOrderedByRunThenTime() {
        String one = newRun();
        String two = newRun();
        logMetric(one, "m", 1, 2);
        logMetric(one, "m", 1, 1);
        logMetric(two, "m", 1, 0);

        given().queryParam("run_id", List.of(two, one))
                .queryParam("metric_key", "m")
                .get("/ajax-api/2.0/mlflow/metrics/get-history-bulk")
                .then()
                .statusCode(200)
                .body("metrics.run_id", equalTo(Stream.of(one, one, two).sorted().toList()));
    }

    @Test
    void badChartRequestsAreRefusedInTheWiresWords() {
        String interval = "/api/2.0/mlflow/metrics/get-history-bulk-interval";
        given().queryParam("run_ids", Collections.nCopies(101, "a"))
                .queryParam("metric_key", "m")
                .get(interval)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo(
                                "GetMetricHistoryBulkInterval request must specify at most 100"
                                        + " run_ids. Received 101 run_ids."));
        given().queryParam("run_ids", "a")
                .queryParam("metric_key", "m")
                .queryParam("max_results", 2501)
                .get(interval)
                .then()
                .statusCode(400)
                .body("message", equalTo("max_results must be between 1 and 2500."));
        given().queryParam("run_ids", "a")
                .queryParam("metric_key", "m")
                .queryParam("start_step", 3)
                .get(interval)
                .then()
                .statusCode(400)
                .body("message", startsWith("If either start step or end step"));
        given().queryParam("metric_key", "m")
                .get("/ajax-api/2.0/mlflow/metrics/get-history-bulk")
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("GetMetricHistoryBulk request must specify at least one run_id."));
    }

    @Test
    void manyWritersOfTheSameKeysNeitherFailNorLoseAPoint() throws Exception {
        String run = newRun();
        List<Callable<Integer>> writers =
                IntStream.range(0, 64)
                        .<Callable<Integer>>mapToObj(
                                i ->
                                        () ->
                                                post(
                                                                "runs/log-batch",
                                                                Map.of(
                                                                        "run_id",
                                                                        run,
                                                                        "metrics",
                                                                        List.of(
                                                                                point(
                                                                                        i % 2 == 0
                                                                                                ? "a"
                                                                                                : "b",
                                                                                        i),
                                                                                point(
                                                                                        i % 2 == 0
                                                                                                ? "b"
                                                                                                : "a",
                                                                                        i))))
                                                        .extract()
                                                        .statusCode())
                        .toList();

        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> status : threads.invokeAll(writers)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }

        for (String key : List.of("a", "b")) {
            get("metrics/get-history", Map.of("run_id", run, "metric_key", key))
                    .body("metrics", hasSize(64));
            get("runs/get", Map.of("run_id", run))
                    .body("run.data.metrics.find { it.key == '" + key + "' }.step", equalTo(63));
        }
    }

    private static Map<String, Object> point(String key, int step) {
        return Map.of("key", key, "value", step, "timestamp", step, "step", step);
    }
}
