package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class ExtendedFilterWireTest {

    private static ValidatableResponse search(String path, String language, Map<String, ?> body) {
        return given().contentType("application/json")
                .header("X-Mlops-Filter", language)
                .body(body)
                .post("/api/2.0/mlflow/" + path)
                .then();
    }

    private static ValidatableResponse runs(String experiment, String filter) {
        return search(
                "runs/search",
                "extended",
                Map.of("experiment_ids", List.of(experiment), "filter", filter));
    }

    @Test
    void eitherOfTwoConditionsIsEnough() {
        String experiment = newExperiment();
        String small = newRun(experiment);
        logParam(small, "size", "small");
        String large = newRun(experiment);
        logParam(large, "size", "large");
        String plain = newRun(experiment);

        runs(experiment, "params.size = 'small' OR params.size = 'large'")
                .statusCode(200)
                .body("runs.info.run_id", containsInAnyOrder(small, large));
        runs(experiment, "NOT params.size = 'small'")
                .body("runs.info.run_id", containsInAnyOrder(large, plain));
        runs(experiment, "NOT (params.size IS NULL OR params.size = 'small')")
                .body("runs.info.run_id", contains(large));
        runs(experiment, "NOT end_time > 0 AND NOT params.size LIKE '%l%'")
                .body("runs.info.run_id", contains(plain));
    }

    @Test
    void experimentsAndLoggedModelsAreFoundThatWayToo() {
        String name = unique("extended");
        post("experiments/create", Map.of("name", name)).statusCode(200);
        search(
                        "experiments/search",
                        "extended",
                        Map.of(
                                "max_results",
                                5,
                                "filter",
                                "name = '" + name + "' OR name = 'none'"))
                .statusCode(200)
                .body("experiments.name", contains(name));
        search(
                        "logged-models/search",
                        "extended",
                        Map.of(
                                "experiment_ids",
                                List.of("0"),
                                "filter",
                                "NOT (metrics.a > 1 OR params.b = 'x') AND name = '" + name + "'"))
                .statusCode(200);
    }

    @Test
    void withoutTheHeaderFiltersAreAsStockServersReadThem() {
        Map<String, Object> query =
                Map.of("experiment_ids", List.of("0"), "filter", "status = 'A' OR status = 'B'");
        post("runs/search", query)
                .statusCode(400)
                .body("message", startsWith("Invalid clause(s) in filter string"));
        search("runs/search", "stock", query).statusCode(400);
        search("runs/search", "sql", query)
                .statusCode(400)
                .body("message", containsString("X-Mlops-Filter"));
    }
}
