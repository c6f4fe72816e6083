package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.Condition;
import io.minimlops.tracker.search.Filters;
import io.minimlops.tracker.search.SampleRun;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Filters made up at random, against runs that say for themselves whether a filter holds.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class FilterFuzzTest {

    private static final List<SampleRun> RUNS =
            List.of(
                    new SampleRun(
                            "a", 1, 3L, Map.of("one", 1.0), Map.of("one", "a"), Map.of(), Map.of()),
                    new SampleRun(
                            "ab",
                            2,
                            null,
                            Map.of("one", Double.NaN, "a.b", -1.0),
                            Map.of("one", "A", "two words", ""),
                            Map.of("one", "ab"),
                            Map.of("a", "ab")),
                    new SampleRun(
                            "A",
                            3,
                            2L,
                            Map.of("two words", 2.0),
                            Map.of("a.b", "it's"),
                            Map.of("one", "", "a.b", "a%b"),
                            Map.of("A", "a", "zz", "A")),
                    new SampleRun(
                            "zz",
                            4,
                            4L,
                            Map.of("one", 0.5, "two words", 0.0),
                            Map.of("one", "ab", "a.b", "zz"),
                            Map.of("two words", "A"),
                            Map.of("ab", "zz")),
                    new SampleRun("a%b", 0, null, Map.of(), Map.of(), Map.of(), Map.of()));

    @Test
    void validFiltersFindExactlyTheRunsForWhichTheyHold() {
        Map<String, SampleRun> runs = new LinkedHashMap<>();
        String experiment = newExperiment();
        RUNS.forEach(run -> runs.put(logged(experiment, run), run));
        Filters filters = new Filters(new Random(2026));
        for (int i = 0; i < 50; i++) {
            Condition stock = filters.stock();
            assertFinds(experiment, runs, stock, stockText(stock), false);
            Condition extended = filters.extended(4);
            assertFinds(experiment, runs, extended, extended.toString(), true);
        }
    }

    @Test
    void damagedFiltersAreRefusedOrAnsweredButNeverAFault() {
        Filters filters = new Filters(new Random(2027));
        for (int i = 0; i < 50; i++) {
            boolean extended = i % 2 == 0;
            String text = extended ? filters.extended(3).toString() : stockText(filters.stock());
            String damaged = filters.damaged(text);
            for (String path : List.of("runs", "experiments", "logged-models")) {
                assertThat(search(path, "0", damaged, extended).statusCode())
                        .as("%s %s", path, damaged)
                        .isIn(200, 400);
            }
        }
    }

    private static void assertFinds(
            String experiment,
            Map<String, SampleRun> runs,
            Condition condition,
            String text,
            boolean extended) {
        Response answer = search("runs", experiment, text, extended);
        List<String> expected =
                runs.entrySet().stream()
                        .filter(run -> run.getValue().matches(condition))
                        .map(Map.Entry::getKey)
                        .toList();

        assertThat(answer.statusCode()).as("%s: %s", text, answer.asString()).isEqualTo(200);
        assertThat(answer.<List<String>>path("runs.info.run_id"))
                .as(text)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String stockText(Condition condition) {
        return condition
                .comparisons()
                .map(Comparison::toString)
                .collect(Collectors.joining(" AND "));
    }

    private static Response search(
            String path, String experiment, String filter, boolean extended) {
        return given().contentType("application/json")
                .header("X-Mlops-Filter", extended ? "extended" : "stock")
                .body(
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "filter",
                                filter,
                                "max_results",
                                10))
                .post("/api/2.0/mlflow/" + path + "/search");
    }

    private static String logged(String experiment, SampleRun run) {
        String id =
                post(
                                "runs/create",
                                Map.of(
                                        "experiment_id",
                                        experiment,
                                        "run_name",
                                        run.name(),
                                        "start_time",
                                        run.startTime()))
                        .extract()
                        .path("run.info.run_id");
        if (run.endTime() != null) {
            post("runs/update", Map.of("run_id", id, "end_time", run.endTime())).statusCode(200);
        }
        run.metrics().forEach((key, value) -> logMetric(id, key, value.isNaN() ? "NaN" : value, 0));
        run.params().forEach((key, value) -> logParam(id, key, value));
        run.tags().forEach((key, value) -> setTag(id, key, value));
        run.datasetContexts().forEach((name, context) -> use(id, name, context));
        return id;
    }

    private static void use(String run, String dataset, String context) {
        Map<String, String> tag = Map.of("key", "mlflow.data.context", "value", context);
        Map<String, String> used =
                Map.of("name", dataset, "digest", "d", "source_type", "local", "source", "{}");
        post(
                        "runs/log-inputs",
                        Map.of(
                                "run_id",
                                run,
                                "datasets",
                                List.of(Map.of("tags", List.of(tag), "dataset", used))))
                .statusCode(200);
    }
}
