package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.testing.PlatformResource;
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
class ExperimentWireTest {

    @Test
    void theDefaultExperimentIsThereFromTheFirstStart() {
        get("experiments/get", Map.of("experiment_id", "0"))
                .statusCode(200)
                .body("experiment.name", equalTo("Default"))
                .body("experiment.artifact_location", equalTo("mlflow-artifacts:/0"))
                .body("experiment.lifecycle_stage", equalTo("active"));
    }

    @Test
    void anExperimentIsFoundByIdAndByName() {
        String name = unique("flights");
        String id =
                post(
                                "experiments/create",
                                Map.of(
                                        "name",
                                        name,
                                        "tags",
                                        List.of(Map.of("key", "team", "value", "ops"))))
                        .statusCode(200)
                        .extract()
                        .path("experiment_id");

        get("experiments/get-by-name", Map.of("experiment_name", name))
                .statusCode(200)
                .body("experiment.experiment_id", equalTo(id))
                .body("experiment.artifact_location", equalTo("mlflow-artifacts:/" + id))
                .body("experiment.creation_time", greaterThan(1_600_000_000_000L))
                .body("experiment.tags[0].key", equalTo("team"))
                .body("experiment.tags[0].value", equalTo("ops"));
    }

    @Test
    void aNameThatIsTakenIsRefusedEvenByADeletedExperiment() {
        String name = unique("taken");
        String id =
                post("experiments/create", Map.of("name", name)).extract().path("experiment_id");
        post("experiments/delete", Map.of("experiment_id", id)).statusCode(200);

        post("experiments/create", Map.of("name", name))
                .statusCode(400)
                .body("error_code", equalTo("RESOURCE_ALREADY_EXISTS"))
                .body("message", startsWith("Experiment(name=" + name + ") already exists."));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        get("experiments/get", Map.of("experiment_id", "999999999"))
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"))
                .body("message", equalTo("No Experiment with id=999999999 exists"));
        get("experiments/get-by-name", Map.of("experiment_name", unique("nobody")))
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"));
    }

    @Test
    void anIdThatIsNoNumberIsInvalid() {
        get("experiments/get", Map.of("experiment_id", "flights"))
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"))
                .body("message", startsWith("Invalid experiment ID 'flights'"));
    }

    @Test
    void deletingTakesTheRunsAlongAndRestoringBringsThemBack() {
        String id = newExperiment();
        String run = newRun(id);

        post("experiments/delete", Map.of("experiment_id", id)).statusCode(200);
        post("experiments/delete", Map.of("experiment_id", id)).statusCode(404);
        get("runs/get", Map.of("run_id", run)).body("run.info.lifecycle_stage", is("deleted"));
        post("runs/create", Map.of("experiment_id", id))
                .statusCode(400)
                .body(
                        "message",
                        startsWith("The experiment " + id + " must be in the 'active' state"));

        post("experiments/restore", Map.of("experiment_id", id)).statusCode(200);
        get("runs/get", Map.of("run_id", run)).body("run.info.lifecycle_stage", is("active"));
    }

    @Test
    void renamingAndTaggingChangeIt() {
        String id = newExperiment();
        String name = unique("renamed");
        Map<String, String> tag = Map.of("experiment_id", id, "key", "k", "value", "v");

        post("experiments/update", Map.of("experiment_id", id, "new_name", name)).statusCode(200);
        post("experiments/set-experiment-tag", tag).statusCode(200);
        get("experiments/get", Map.of("experiment_id", id))
                .body("experiment.name", equalTo(name))
                .body("experiment.tags", hasSize(1));

        post("experiments/delete-experiment-tag", tag).statusCode(200);
        post("experiments/delete-experiment-tag", tag)
                .statusCode(404)
                .body("message", equalTo("No tag with name: k in experiment with id " + id));
    }

    @Test
    void renamingToATakenNameIsRefused() {
        String taken = unique("first");
        post("experiments/create", Map.of("name", taken)).statusCode(200);

        post("experiments/update", Map.of("experiment_id", newExperiment(), "new_name", taken))
                .statusCode(400)
                .body("error_code", equalTo("RESOURCE_ALREADY_EXISTS"));
    }

    @Test
    void searchingGoesPageByPageInTheOrderAskedFor() {
        String stem = unique("paged");
        for (String end : List.of("c", "a", "b")) {
            post("experiments/create", Map.of("name", stem + end)).statusCode(200);
        }
        Map<String, Object> query =
                Map.of(
                        "max_results",
                        2,
                        "filter",
                        "name LIKE '" + stem + "%'",
                        "order_by",
                        List.of("name ASC"));

        String token =
                post("experiments/search", query)
                        .statusCode(200)
                        .body("experiments.name", equalTo(List.of(stem + "a", stem + "b")))
                        .extract()
                        .path("next_page_token");
        get(
                        "experiments/search",
                        Map.of(
                                "max_results",
                                "2",
                                "filter",
                                "name LIKE '" + stem + "%'",
                                "order_by",
                                "name ASC",
                                "page_token",
                                token))
                .statusCode(200)
                .body("experiments.name", equalTo(List.of(stem + "c")))
                .body("$", not(org.hamcrest.Matchers.hasKey("next_page_token")));
    }

    @Test
    void theFiltersOfTheBrowserParse() {
        newExperiment();
        given().queryParam("max_results", 25)
                .queryParam("order_by", "last_update_time DESC")
                .queryParam(
                        "filter",
                        "name ILIKE '%EXP%' AND tags.`mlflow.experiment.isGateway` IS NULL")
                .get("/ajax-api/2.0/mlflow/experiments/search")
                .then()
                .statusCode(200)
                .body("experiments.lifecycle_stage", everyItem(is("active")))
                .body("experiments.name", hasItem(startsWith("experiment-")));
    }

    @Test
    void maxResultsAndPageTokensAreChecked() {
        post("experiments/search", Map.of()).statusCode(400);
        post("experiments/search", Map.of("max_results", 50_001)).statusCode(400);
        post("experiments/search", Map.of("max_results", 5, "page_token", "%%%"))
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void artifactLocationsThatPointElsewhereByTricksAreRefused() {
        for (String location : List.of("s3://b/../c", "mlflow-artifacts:/a#b", "s3://b/a?x=y")) {
            post(
                            "experiments/create",
                            Map.of("name", unique("tricky"), "artifact_location", location))
                    .statusCode(400)
                    .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
        }
    }
}
