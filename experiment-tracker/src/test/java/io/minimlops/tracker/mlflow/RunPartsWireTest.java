package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class RunPartsWireTest {

    private String experiment;
    private String run;

    @BeforeEach
    void log() {
        experiment = newExperiment();
        run = newRun(experiment);
        logParam(run, "lr", "0.1");
        logParam(run, "a.b", "x");
        logMetric(run, "loss", 1, 0);
        logMetric(run, "val/loss", 2, 0);
        setTag(run, "mlflow.user", "ann");
        post(
                        "runs/outputs",
                        Map.of(
                                "run_id",
                                run,
                                "models",
                                List.of(Map.of("model_id", "m-1", "step", 1))))
                .statusCode(200);
    }

    private ValidatableResponse search(Map<String, ?> wanted) {
        Map<String, Object> query = new java.util.HashMap<>(wanted);
        query.put("experiment_ids", List.of(experiment));
        return post("runs/search", query);
    }

    private ValidatableResponse fields(String... fields) {
        return search(Map.of("fields", List.of(fields)))
                .statusCode(200)
                .body("runs[0].info.run_id", equalTo(run));
    }

    @Test
    void infoAloneComesWithoutWhatWasLogged() {
        search(Map.of("info_only", true))
                .statusCode(200)
                .body("runs[0].info.run_id", equalTo(run))
                .body("runs[0].data.metrics", empty())
                .body("runs[0].data.params", empty())
                .body("runs[0].data.tags", empty())
                .body("runs[0].outputs.model_outputs", empty());
        search(Map.of("info_only", false)).body("runs[0].data.params", hasSize(2));
    }

    @Test
    void modelsThatWentInComeOnlyWhenAskedFor() {
        post("runs/log-inputs", Map.of("run_id", run, "models", List.of(Map.of("model_id", "m-2"))))
                .statusCode(200);
        search(Map.of()).body("runs[0].inputs.model_inputs", empty());
        fields("inputs").body("runs[0].inputs.model_inputs.model_id", contains("m-2"));
    }

    @Test
    void onlyTheFieldsAskedForCome() {
        fields("info", "data.params.lr", "data.metrics", "data.tags.mlflow.user")
                .body("runs[0].data.params.key", contains("lr"))
                .body("runs[0].data.metrics.key", containsInAnyOrder("loss", "val/loss"))
                .body("runs[0].data.tags.key", contains("mlflow.user"))
                .body("runs[0].outputs.model_outputs", empty());
        fields("data.params.a.b", "data.params.lr", "data.params.none")
                .body("runs[0].data.params.key", containsInAnyOrder("a.b", "lr"))
                .body("runs[0].data.metrics", empty());
        fields("outputs").body("runs[0].outputs.model_outputs.model_id", contains("m-1"));
        fields("data", "data.params.lr").body("runs[0].data.params", hasSize(2));
        fields().body("runs[0].data.tags", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "infos",
                "info.run_id",
                "data.",
                "data.colour",
                "data.params.",
                "params.lr"
            })
    void unknownFieldsAreRefused(String field) {
        search(Map.of("fields", List.of(field)))
                .statusCode(400)
                .body("message", containsString("Invalid field '" + field + "'"));
    }

    @Test
    void contradictionsAndExcessAreRefused() {
        search(Map.of("info_only", true, "fields", List.of("data"))).statusCode(400);
        search(Map.of("info_only", "yes")).statusCode(400);
        search(Map.of("fields", "info")).statusCode(400);
        search(Map.of("fields", Collections.nCopies(201, "info"))).statusCode(400);
        search(Map.of("fields", Collections.nCopies(200, "info"))).statusCode(200);
    }
}
