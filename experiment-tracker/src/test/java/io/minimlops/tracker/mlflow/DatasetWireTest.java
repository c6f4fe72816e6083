package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class DatasetWireTest {

    private static final String SEARCH = "experiments/search-datasets";

    private static void use(String run, String dataset, List<Map<String, String>> tags) {
        Map<String, String> used =
                Map.of("name", dataset, "digest", "d1", "source_type", "local", "source", "{}");
        post(
                        "runs/log-inputs",
                        Map.of(
                                "run_id",
                                run,
                                "datasets",
                                List.of(Map.of("tags", tags, "dataset", used))))
                .statusCode(200);
    }

    @Test
    void eachDatasetIsToldOncePerContext() {
        String experiment = newExperiment();
        List<Map<String, String>> train =
                List.of(Map.of("key", "mlflow.data.context", "value", "train"));
        use(newRun(experiment), "flights", train);
        use(newRun(experiment), "flights", train);
        use(newRun(experiment), "weather", List.of());

        for (String prefix : List.of("/api", "/ajax-api")) {
            given().contentType("application/json")
                    .body(Map.of("experiment_ids", List.of(experiment)))
                    .post(prefix + "/2.0/mlflow/" + SEARCH)
                    .then()
                    .statusCode(200)
                    .body("dataset_summaries.name", contains("flights", "weather"))
                    .body("dataset_summaries[0].experiment_id", equalTo(experiment))
                    .body("dataset_summaries[0].digest", equalTo("d1"))
                    .body("dataset_summaries[0].context", equalTo("train"))
                    .body("dataset_summaries[1].context", nullValue());
        }
        post(SEARCH, Map.of("experiment_ids", List.of(newExperiment())))
                .body("dataset_summaries", empty());
    }

    @Test
    void oneToTwentyExperimentsAreAsked() {
        post(SEARCH, Map.of())
                .statusCode(400)
                .body(
                        "message",
                        equalTo("SearchDatasets request must specify at least one experiment_id."));
        post(SEARCH, Map.of("experiment_ids", Collections.nCopies(21, "0")))
                .statusCode(400)
                .body(
                        "message",
                        equalTo(
                                "SearchDatasets request cannot specify more than 20 experiment_ids. Received 21 experiment_ids."));
        post(SEARCH, Map.of("experiment_ids", List.of("0", "x"))).statusCode(400);
        post(SEARCH, Map.of("experiment_ids", Collections.nCopies(20, "0")))
                .statusCode(200)
                .body("dataset_summaries", hasSize(0));
    }
}
