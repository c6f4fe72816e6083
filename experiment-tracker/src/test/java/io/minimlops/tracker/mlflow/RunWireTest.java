package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.events.RunEvent.RunCreated;
import io.minimlops.events.RunEvent.RunFinished;
import io.minimlops.events.Topic;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class RunWireTest {

    @Test
    void aNewRunIsRunningNamedAndKnowsWhereItsFilesGo() {
        String experiment = newExperiment();
        post(
                        "runs/create",
                        Map.of("experiment_id", experiment, "start_time", "17", "user_id", "me"))
                .statusCode(200)
                .body("run.info.run_id", matchesPattern("[0-9a-f]{32}"))
                .body("run.info.status", equalTo("RUNNING"))
                .body("run.info.start_time", equalTo(17))
                .body("run.info.user_id", equalTo("me"))
                .body("run.info.run_name", matchesPattern("[a-z]+-[a-z]+-\\d+"))
                .body(
                        "run.info.artifact_uri",
                        matchesPattern(
                                "mlflow-artifacts:/" + experiment + "/[0-9a-f]{32}/artifacts"))
                .body("run.data.tags.key", hasItem("mlflow.runName"));
    }

    @Test
    void theNameMayComeAsATagButNotAsAnother() {
        Map<String, String> tag = Map.of("key", "mlflow.runName", "value", "tagged");
        post("runs/create", Map.of("tags", List.of(tag)))
                .statusCode(200)
                .body("run.info.run_name", equalTo("tagged"))
                .body("run.info.experiment_id", equalTo("0"));
        post("runs/create", Map.of("tags", List.of(tag), "run_name", "other")).statusCode(400);
    }

    @Test
    void updatingChangesOnlyWhatIsSaid() {
        String run = newRun();

        post("runs/update", Map.of("run_id", run, "status", "FINISHED", "end_time", 99))
                .statusCode(200)
                .body("run_info.status", equalTo("FINISHED"))
                .body("run_info.end_time", equalTo(99));
        post("runs/update", Map.of("run_uuid", run, "run_name", "better")).statusCode(200);

        get("runs/get", Map.of("run_id", run))
                .body("run.info.status", equalTo("FINISHED"))
                .body("run.info.run_name", equalTo("better"))
                .body("run.data.tags.value", hasItem("better"));
    }

    @Test
    void theLifeOfARunIsToldOnTheEventLogOnce() {
        String run = newRun();
        for (int i = 0; i < 2; i++) {
            post("runs/update", Map.of("run_id", run, "status", "FAILED", "end_time", 99))
                    .statusCode(200);
        }
        EventLog events = EventLog.of(Topic.RUNS);

        RunCreated created = events.await(RunCreated.class, it -> it.runId().equals(run));
        RunFinished finished = events.await(RunFinished.class, it -> it.runId().equals(run));

        assertThat(created.experimentId()).isEqualTo(finished.experimentId());
        assertThat(finished.status()).isEqualTo("FAILED");
        assertThat(finished.finishedAt().toEpochMilli()).isEqualTo(99);
        assertThat(events.all(RunFinished.class, it -> it.runId().equals(run))).hasSize(1);
    }

    @Test
    void aDeletedRunTakesNoMoreWritesUntilItIsRestored() {
        String run = newRun();
        Map<String, Object> metric =
                Map.of("run_id", run, "key", "loss", "value", 1, "timestamp", 1);

        post("runs/delete", Map.of("run_id", run)).statusCode(200);
        post("runs/delete", Map.of("run_id", run)).statusCode(200);
        post("runs/log-metric", metric)
                .statusCode(400)
                .body(
                        "message",
                        equalTo(
                                "The run "
                                        + run
                                        + " must be in the 'active' state. Current state is deleted."));

        post("runs/restore", Map.of("run_id", run)).statusCode(200);
        post("runs/log-metric", metric).statusCode(200);
    }

    @Test
    void anUnknownRunIsNotFound() {
        get("runs/get", Map.of("run_id", "0".repeat(32)))
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"))
                .body("message", equalTo("Run with id=" + "0".repeat(32) + " not found"));
        post("runs/log-batch", Map.of("run_id", "0".repeat(32))).statusCode(404);
        post("runs/log-batch", Map.of("run_id", "../etc")).statusCode(400);
    }

    @Test
    void aParameterIsWrittenOnce() {
        String run = newRun();
        logParam(run, "depth", "3");
        logParam(run, "depth", "3");

        post("runs/log-parameter", Map.of("run_id", run, "key", "depth", "value", "4"))
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"))
                .body(
                        "message",
                        equalTo(
                                "Changing param values is not allowed. Param with key='depth' was"
                                        + " already logged with value='3' for run ID='"
                                        + run
                                        + "'. Attempted logging new value '4'."));
    }

    @Test
    void aBatchIsAllOrNothing() {
        String run = newRun();
        logParam(run, "depth", "3");

        post(
                        "runs/log-batch",
                        Map.of(
                                "run_id",
                                run,
                                "metrics",
                                List.of(Map.of("key", "loss", "value", 1, "timestamp", 1)),
                                "params",
                                List.of(
                                        Map.of("key", "depth", "value", "4"),
                                        Map.of("key", "width", "value", "9")),
                                "tags",
                                List.of(Map.of("key", "t", "value", "v"))))
                .statusCode(400)
                .body("message", startsWith("Changing param values is not allowed. Params were"));

        get("runs/get", Map.of("run_id", run))
                .body("run.data.metrics", hasSize(0))
                .body("run.data.params", hasSize(1))
                .body("run.data.tags", hasSize(1));
    }

    @Test
    void aBatchWritesMetricsParametersAndTagsAndMayBeRepeated() {
        String run = newRun();
        Map<String, Object> batch =
                Map.of(
                        "run_id",
                        run,
                        "metrics",
                        List.of(
                                Map.of("key", "loss", "value", 0.5, "timestamp", 1, "step", 1),
                                Map.of("key", "loss", "value", 0.4, "timestamp", 2, "step", 2),
                                Map.of("key", "auc", "value", "NaN", "timestamp", "3")),
                        "params",
                        List.of(Map.of("key", "depth", "value", "")),
                        "tags",
                        List.of(
                                Map.of("key", "t", "value", "first"),
                                Map.of("key", "t", "value", "last")));

        post("runs/log-batch", batch).statusCode(200);
        post("runs/log-batch", batch).statusCode(200);

        get("runs/get", Map.of("run_id", run))
                .body("run.data.metrics.find { it.key == 'loss' }.value", equalTo(0.4f))
                .body("run.data.metrics.find { it.key == 'auc' }.value", equalTo("NaN"))
                .body("run.data.params[0].value", equalTo(""))
                .body("run.data.tags.find { it.key == 't' }.value", equalTo("last"));
        get("metrics/get-history", Map.of("run_id", run, "metric_key", "loss"))
                .body("metrics", hasSize(2));
    }

    @Test
    void batchLimitsAreKept() {
        String run = newRun();
        List<Map<String, String>> params =
                IntStream.range(0, 101)
                        .mapToObj(i -> Map.of("key", "p" + i, "value", "v"))
                        .toList();

        post("runs/log-batch", Map.of("run_id", run, "params", params))
                .statusCode(400)
                .body(
                        "message",
                        startsWith("A batch logging request can contain at most 100 params."));
        post(
                        "runs/log-batch",
                        Map.of("run_id", run, "params", List.of(params.get(0), params.get(0))))
                .statusCode(400)
                .body(
                        "message",
                        startsWith("Duplicate parameter keys have been submitted: ['p0']"));
    }

    @Test
    void tagsAreSetReplacedAndDeleted() {
        String run = newRun();
        setTag(run, "stage", "a");
        setTag(run, "stage", "b");
        setTag(run, "mlflow.runName", "by tag");

        get("runs/get", Map.of("run_id", run))
                .body("run.info.run_name", equalTo("by tag"))
                .body("run.data.tags.find { it.key == 'stage' }.value", equalTo("b"));
        post("runs/delete-tag", Map.of("run_id", run, "key", "stage")).statusCode(200);
        post("runs/delete-tag", Map.of("run_id", run, "key", "stage"))
                .statusCode(404)
                .body("message", equalTo("No tag with name: stage in run with id " + run));
    }

    @Test
    void longValuesAreCutAndLongKeysRefused() {
        String run = newRun();
        logParam(run, "long", "x".repeat(7000));

        List<String> values =
                get("runs/get", Map.of("run_id", run)).extract().path("run.data.params.value");

        assertThat(values).containsExactly("x".repeat(6000));
        post("runs/log-parameter", Map.of("run_id", run, "key", "k".repeat(251), "value", ""))
                .statusCode(400);
    }

    @Test
    void datasetsAndModelsAreAttachedOnce() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        Map<String, Object> inputs =
                Map.of(
                        "run_id",
                        run,
                        "datasets",
                        List.of(
                                Map.of(
                                        "tags",
                                        List.of(
                                                Map.of(
                                                        "key",
                                                        "mlflow.data.context",
                                                        "value",
                                                        "train")),
                                        "dataset",
                                        Map.of(
                                                "name",
                                                "flights",
                                                "digest",
                                                "abc",
                                                "source_type",
                                                "s3",
                                                "source",
                                                "{}"))),
                        "models",
                        List.of(Map.of("model_id", "m-1")));

        post("runs/log-inputs", inputs).statusCode(200);
        post("runs/log-inputs", inputs).statusCode(200);
        post(
                        "runs/outputs",
                        Map.of(
                                "run_id",
                                run,
                                "models",
                                List.of(Map.of("model_id", "m-2", "step", 7))))
                .statusCode(200);

        get("runs/get", Map.of("run_id", run))
                .body("run.inputs.dataset_inputs", hasSize(1))
                .body("run.inputs.dataset_inputs[0].dataset.name", equalTo("flights"))
                .body("run.inputs.dataset_inputs[0].tags[0].value", equalTo("train"))
                .body("run.inputs.model_inputs.model_id", equalTo(List.of("m-1")))
                .body("run.outputs.model_outputs[0].step", equalTo(7));
        assertThat(
                        io.minimlops.tracker.Mlflow.search(
                                experiment,
                                "dataset.name = 'flights' AND dataset.context IN ('train')"))
                .containsExactly(run);
    }

    @Test
    void describedModelsAreKeptInATag() {
        String run = newRun();
        String model =
                "{\"artifact_path\":\"m\",\"flavors\":{},\"utc_time_created\":\"now\",\"run_id\":\""
                        + run
                        + "\"}";

        post("runs/log-model", Map.of("run_id", run, "model_json", model)).statusCode(200);
        post("runs/log-model", Map.of("run_id", run, "model_json", "{}"))
                .statusCode(400)
                .body("message", startsWith("Model json is missing mandatory fields:"));
        post("runs/log-model", Map.of("run_id", run, "model_json", "{"))
                .statusCode(400)
                .body("message", startsWith("Malformed model info."));

        get("runs/get", Map.of("run_id", run))
                .body(
                        "run.data.tags.find { it.key == 'mlflow.log-model.history' }.value",
                        startsWith("[{\"artifact_path\":\"m\""));
    }

    @Test
    void anEmptyMetricNameIsMissing() {
        post("runs/log-metric", Map.of("run_id", newRun(), "value", 1, "timestamp", 1))
                .statusCode(400)
                .body("message", startsWith("Missing value for required parameter 'key'"));
        logMetric(newRun(), "deep/er metric-1.x:y", 1, 0);
    }
}
