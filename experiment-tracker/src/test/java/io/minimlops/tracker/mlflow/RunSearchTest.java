package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.search;
import static io.minimlops.tracker.Mlflow.setTag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class RunSearchTest {

    @Test
    void allConditionsMustHold() {
        String experiment = newExperiment();
        String good = newRun(experiment);
        logMetric(good, "loss", 0.5, 0);
        logMetric(good, "loss", 0.1, 1);
        logParam(good, "model", "Tree");
        setTag(good, "odd key", "it's");
        String bad = newRun(experiment);
        logMetric(bad, "loss", 0.9, 0);
        logParam(bad, "model", "Tree");

        assertThat(search(experiment, "metrics.loss < 0.2 AND params.model = 'Tree'"))
                .containsExactly(good);
        assertThat(search(experiment, "param.model ILIKE 'tr%' and tag.`odd key` = 'it''s'"))
                .containsExactly(good);
        assertThat(search(experiment, "params.model LIKE 'tr%'")).isEmpty();
        assertThat(search(experiment, "tags.\"odd key\" IS NULL")).containsExactly(bad);
        assertThat(search(experiment, "tags.\"odd key\" IS NOT NULL")).containsExactly(good);
        assertThat(search(experiment, "metric.loss >= 0.1 AND status = 'RUNNING'"))
                .containsExactlyInAnyOrder(good, bad);
        assertThat(search(experiment, "run_id IN ('" + bad + "', 'x')")).containsExactly(bad);
        assertThat(search(experiment, "run_id NOT IN ('" + bad + "')")).containsExactly(good);
    }

    @Test
    void aMissingKeyMatchesNotEvenUnequal() {
        String experiment = newExperiment();
        newRun(experiment);

        assertThat(search(experiment, "params.model != 'Tree'")).isEmpty();
        assertThat(search(experiment, "metrics.loss != 1")).isEmpty();
    }

    @Test
    void timesAreComparedAsNumbers() {
        String experiment = newExperiment();
        String early = newRun(experiment, 1000);
        String late = newRun(experiment, 2000);

        assertThat(search(experiment, "attributes.start_time >= 1500")).containsExactly(late);
        assertThat(search(experiment, "created < 1000.5")).containsExactly(early);
        assertThat(search(experiment, "start_time = 1e3")).containsExactly(early);
        assertThat(search(experiment, "start_time < 1e30")).containsExactly(late, early);
    }

    @Test
    void notANumberIsAboveNothing() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        logMetric(run, "loss", "NaN", 0);

        assertThat(search(experiment, "metrics.loss > 0.5")).isEmpty();
        assertThat(search(experiment, "metrics.loss != 0.5")).containsExactly(run);
    }

    @Test
    void metricsOrderNumbersThenNotANumberThenMissing() {
        String experiment = newExperiment();
        String missing = newRun(experiment, 5);
        String nan = newRun(experiment, 4);
        String two = newRun(experiment, 3);
        String one = newRun(experiment, 2);
        String infinite = newRun(experiment, 1);
        logMetric(nan, "loss", "NaN", 0);
        logMetric(two, "loss", 2, 0);
        logMetric(one, "loss", 1, 0);
        logMetric(infinite, "loss", "Infinity", 0);

        assertThat(search(experiment, "", "metrics.loss ASC"))
                .containsExactly(one, two, infinite, nan, missing);
        assertThat(search(experiment, "", "metrics.loss DESC"))
                .containsExactly(infinite, two, one, nan, missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start_time DESC",
                "metrics.m DESC",
                "params.p",
                "tags.t DESC",
                "end_time ASC",
                "run_name DESC"
            })
    void pagesHoldEveryRunOnceInOneOrder(String orderBy) {
        String experiment = newExperiment();
        for (int i = 0; i < 7; i++) {
            String run = newRun(experiment, i / 2);
            if (i % 2 == 0) {
                logMetric(run, "m", i == 4 ? "NaN" : (Object) (i % 3), 0);
                logParam(run, "p", "v" + i % 3);
                setTag(run, "t", "ü" + i % 2);
            }
        }

        List<String> paged = pages(experiment, orderBy, 2);

        assertThat(paged).hasSize(7).isEqualTo(search(experiment, "", orderBy));
    }

    private static List<String> pages(String experiment, String orderBy, int size) {
        List<String> found = new ArrayList<>();
        Map<String, Object> query = new HashMap<>();
        query.put("experiment_ids", List.of(experiment));
        query.put("order_by", List.of(orderBy));
        query.put("max_results", size);
        String token;
        do {
            ValidatableResponse page = post("runs/search", query).statusCode(200);
            found.addAll(page.extract().path("runs.info.run_id"));
            token = page.extract().path("next_page_token");
            query.put("page_token", token == null ? "" : token);
        } while (token != null);
        return found;
    }

    @Test
    void aTokenOfAnotherSearchIsRefused() {
        String experiment = newExperiment();
        newRun(experiment);
        newRun(experiment);
        List<String> ids = List.of(experiment);
        String token =
                post("runs/search", Map.of("experiment_ids", ids, "max_results", 1))
                        .extract()
                        .path("next_page_token");

        post(
                        "runs/search",
                        Map.of(
                                "experiment_ids",
                                ids,
                                "page_token",
                                token,
                                "filter",
                                "status = 'KILLED'"))
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void severalExperimentsAreSearchedAsOne() {
        String first = newExperiment();
        String second = newExperiment();
        String oldest = newRun(first, 1);
        String middle = newRun(second, 2);
        String newest = newRun(first, 3);

        post("runs/search", Map.of("experiment_ids", List.of(first, second), "run_view_type", 1))
                .statusCode(200)
                .body("runs.info.run_id", equalTo(List.of(newest, middle, oldest)));
    }

    @Test
    void deletedRunsAreFoundWhenAskedFor() {
        String experiment = newExperiment();
        String deleted = newRun(experiment);
        post("runs/delete", Map.of("run_id", deleted)).statusCode(200);

        assertThat(search(experiment, "")).isEmpty();
        post(
                        "runs/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "run_view_type",
                                "DELETED_ONLY"))
                .body("runs.info.run_id", equalTo(List.of(deleted)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.loss = 'high'",
                "params.p = 3",
                "params.p > 'a'",
                "attributes.nope = 'x'",
                "nope.x = 'x'",
                "status IN ('RUNNING')",
                "status = 'a' OR status = 'b'",
                "status = 'a' AND",
                "run_id IN ()",
                "dataset.colour = 'x'",
                "(status = 'a')",
                "status = 'a'; drop table run",
                "metrics.x IS NULL"
            })
    void whatIsNoFilterIsRefused(String filter) {
        post("runs/search", Map.of("experiment_ids", List.of("0"), "filter", filter))
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void otherBadSearchesAreRefused() {
        post("runs/search", Map.of("experiment_ids", List.of("x"))).statusCode(400);
        post("runs/search", Map.of("experiment_ids", List.of(1))).statusCode(400);
        post("runs/search", Map.of("max_results", 0)).statusCode(400);
        post("runs/search", Map.of("order_by", List.of("status sideways"))).statusCode(400);
        post("runs/search", Map.of("order_by", List.of("status", "status DESC"))).statusCode(400);
        post("runs/search", Map.of("run_view_type", "SOME")).statusCode(400);
        post("runs/search", Map.of()).statusCode(200);
        get("runs/search", Map.of()).statusCode(405);
    }
}
