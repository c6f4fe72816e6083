package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every limit of the wire: at it all is well, one past it the request is refused.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class LimitTest {

    private static String text(int length) {
        return "x".repeat(length);
    }

    private static Map<String, Object> tag(String key, String value) {
        return Map.of("key", key, "value", value);
    }

    private static ValidatableResponse log(String call, Map<String, ?> body) {
        Map<String, Object> all = new HashMap<>(body);
        all.put("run_id", newRun());
        return post("runs/" + call, all);
    }

    private static Map<String, Object> metric(String key) {
        return Map.of("key", key, "value", 1, "timestamp", 1);
    }

    private static ValidatableResponse input(String field, int length) {
        Map<String, Object> dataset =
                new HashMap<>(
                        Map.of("name", "d", "digest", "1", "source_type", "t", "source", "s"));
        dataset.put(field, text(length));
        return log("log-inputs", Map.of("datasets", List.of(Map.of("dataset", dataset))));
    }

    private static ValidatableResponse inputTag(String key, String value) {
        Map<String, Object> dataset =
                Map.of("name", "d", "digest", "1", "source_type", "t", "source", "s");
        return log(
                "log-inputs",
                Map.of(
                        "datasets",
                        List.of(Map.of("dataset", dataset, "tags", List.of(tag(key, value))))));
    }

    private static ValidatableResponse batch(int metrics, int params, int tags) {
        return log(
                "log-batch",
                Map.of(
                        "metrics",
                        IntStream.range(0, metrics).mapToObj(i -> metric("m" + i)).toList(),
                        "params",
                        IntStream.range(0, params).mapToObj(i -> tag("p" + i, "v")).toList(),
                        "tags",
                        IntStream.range(0, tags).mapToObj(i -> tag("t" + i, "v")).toList()));
    }

    private static ValidatableResponse runsOf(String path, String parameter, int count) {
        return get(
                "metrics/" + path,
                Map.of(parameter, Collections.nCopies(count, newRunId()), "metric_key", "m"));
    }

    private static String newRunId() {
        return "0".repeat(32);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("param key", 250, n -> log("log-parameter", tag(text(n), "v"))),
                limit("metric key", 250, n -> log("log-metric", metric(text(n)))),
                limit("tag key", 250, n -> log("set-tag", tag(text(n), "v"))),
                limit(
                        "key in a batch",
                        250,
                        n -> log("log-batch", Map.of("metrics", List.of(metric(text(n)))))),
                limit(
                        "experiment name",
                        500,
                        n ->
                                post(
                                        "experiments/create",
                                        Map.of("name", unique("n") + text(n - 38)))),
                limit(
                        "experiment tag key",
                        250,
                        n ->
                                post(
                                        "experiments/set-experiment-tag",
                                        Map.of(
                                                "experiment_id",
                                                newExperiment(),
                                                "key",
                                                text(n),
                                                "value",
                                                "v"))),
                limit(
                        "experiment tag value",
                        5000,
                        n ->
                                post(
                                        "experiments/set-experiment-tag",
                                        Map.of(
                                                "experiment_id",
                                                newExperiment(),
                                                "key",
                                                "k",
                                                "value",
                                                text(n)))),
                limit(
                        "artifact location",
                        2048,
                        n ->
                                post(
                                        "experiments/create",
                                        Map.of(
                                                "name",
                                                unique("n"),
                                                "artifact_location",
                                                "s3://b/" + text(n - 7)))),
                limit("dataset name", 500, n -> input("name", n)),
                limit("dataset digest", 36, n -> input("digest", n)),
                limit("dataset source", 65_535, n -> input("source", n)),
                limit("dataset schema", 1_048_575, n -> input("schema", n)),
                limit("input tag key", 255, n -> inputTag(text(n), "v")),
                limit("input tag value", 500, n -> inputTag("k", text(n))),
                limit("metrics of a batch", 1000, n -> batch(n, 0, 0)),
                limit("params of a batch", 100, n -> batch(0, n, 0)),
                limit("tags of a batch", 100, n -> batch(0, 0, n)),
                limit("all of a batch", 1000, n -> batch(n - 100, 50, 50)),
                limit("runs found", 50_000, n -> post("runs/search", Map.of("max_results", n))),
                limit(
                        "experiments found",
                        50_000,
                        n -> post("experiments/search", Map.of("max_results", n))),
                limit("runs of a bulk history", 100, n -> runsOf("get-history-bulk", "run_id", n)),
                limit(
                        "runs of a chart",
                        100,
                        n -> runsOf("get-history-bulk-interval", "run_ids", n)),
                limit(
                        "points of a chart",
                        2500,
                        n ->
                                get(
                                        "metrics/get-history-bulk-interval",
                                        Map.of(
                                                "run_ids",
                                                newRunId(),
                                                "metric_key",
                                                "m",
                                                "max_results",
                                                n))),
                limit(
                        "experiments of a dataset search",
                        20,
                        n ->
                                post(
                                        "experiments/search-datasets",
                                        Map.of("experiment_ids", Collections.nCopies(n, "0")))));
    }

    private static Arguments limit(String name, int limit, IntFunction<ValidatableResponse> call) {
        return arguments(name, limit, call);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("limits")
    void atTheLimitAllIsWellAndOnePastItIsRefused(
            String name, int limit, IntFunction<ValidatableResponse> call) {
        call.apply(limit).statusCode(200);
        call.apply(limit + 1)
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @ParameterizedTest
    @CsvSource({"log-parameter,params,6000", "set-tag,tags,8000"})
    void longValuesAreCutAndTheSameLongValueMayComeAgain(String call, String kind, int limit) {
        String run = newRun();
        for (int length : List.of(limit, limit + 1, limit + 500, limit)) {
            post("runs/" + call, Map.of("run_id", run, "key", "k", "value", text(length)))
                    .statusCode(200);
        }
        List<String> values =
                get("runs/get", Map.of("run_id", run))
                        .extract()
                        .path("run.data." + kind + ".value");
        assertThat(values).contains(text(limit));
    }

    @Test
    void lengthsAreCountedInCharactersNotInUnits() {
        log("log-parameter", tag("é".repeat(250), "😀".repeat(6000))).statusCode(200);
        input("digest", 36).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"runs/search,0", "runs/search,-1", "experiments/search,0"})
    void askingForNothingIsRefused(String call, int maxResults) {
        post(call, Map.of("max_results", maxResults)).statusCode(400);
    }
}
