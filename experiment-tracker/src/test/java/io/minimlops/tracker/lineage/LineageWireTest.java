package io.minimlops.tracker.lineage;

import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class LineageWireTest {

    @Test
    void fromADatasetToThePipelineRunAndTheModelsOfItsRuns() {
        // Given
        String experiment = newExperiment();
        String parent = newRun(experiment);
        String run = newRun(experiment);
        String pipeline = unique("pipeline");
        setTag(run, "mlflow.parentRunId", parent);
        setTag(run, "mlops.pipeline_run", pipeline);
        setTag(run, "mlops.pipeline", "nightly");
        setTag(run, "mlops.training_set", pipeline + "-set");
        attachDataset(run, "flights", "d1");
        String model = loggedModel(experiment, run);

        // When
        JsonPath graph = graph("mlflow-dataset:" + experiment + "/flights@d1", 2);

        // Then
        assertThat(edges(graph))
                .containsExactlyInAnyOrder(
                        "mlflow-dataset:" + experiment + "/flights@d1 USED_BY run:" + run,
                        "run:" + parent + " PARENT_OF run:" + run,
                        "pipeline-run:" + pipeline + " STARTED run:" + run,
                        "training-set:" + pipeline + "-set USED_BY run:" + run,
                        "run:" + run + " PRODUCED logged-model:" + model);
        assertThat(graph.getList("nodes.id", String.class)).hasSize(6);
        assertThat(graph.getString("nodes.find { it.kind == 'PIPELINE_RUN' }.attributes.pipeline"))
                .isEqualTo("nightly");
        assertThat(graph.getBoolean("truncated")).isFalse();
    }

    @Test
    void everyEndOfAnEdgeIsAWayIn() {
        String experiment = newExperiment();
        String run = newRun(experiment);
        String pipeline = unique("pipeline");
        setTag(run, "mlops.pipeline_run", pipeline);
        setTag(run, "mlops.training_set", pipeline);
        String child = newRun(experiment);
        setTag(child, "mlflow.parentRunId", run);
        String model = loggedModel(experiment, run);

        for (String start :
                List.of(
                        "pipeline-run:" + pipeline,
                        "training-set:" + pipeline,
                        "logged-model:" + model,
                        "run:" + child)) {
            assertThat(graph(start, 1).getList("nodes.id", String.class))
                    .as(start)
                    .contains(start, "run:" + run);
        }
    }

    @Test
    void aParentThatIsGoneIsShownAsMissing() {
        String run = newRun();
        setTag(run, "mlflow.parentRunId", "x".repeat(3000));
        setTag(run, "mlops.training_set", "");
        setTag(run, "mlops.forkedFrom", "gone'run");

        JsonPath graph = graph("run:" + run, 3);

        assertThat(graph.getString("nodes.find { it.id == 'run:gone\\'run' }.attributes.missing"))
                .isEqualTo("true");
        assertThat(graph.getList("nodes.id", String.class)).hasSize(2);
    }

    @Test
    void modelVersionsAreAskedFromTheRegistryAndAreAWayIn() {
        String run = newRun();
        String name = unique("model");
        String version =
                "{\"name\":\"%s\",\"version\":\"3\",\"run_id\":\"%s\",\"aliases\":[\"champion\"]}"
                        .formatted(name, run);
        StubRegistry.answer(run, "{\"model_versions\":[" + version + "]}");
        StubRegistry.answer("get?name=" + name, "{\"model_version\":" + version + "}");

        JsonPath fromRun = graph("run:" + run, 1);
        JsonPath fromModel = graph("model:" + name + "@3", 1);

        String edge = "run:" + run + " PRODUCED model:" + name + "@3";
        assertThat(edges(fromRun)).containsExactly(edge);
        assertThat(edges(fromModel)).containsExactly(edge);
        assertThat(fromRun.getList("incomplete")).isEmpty();
        assertThat(fromRun.getString("nodes.find { it.kind == 'MODEL' }.attributes.aliases"))
                .isEqualTo("champion");
    }

    @Test
    void withoutTheRegistryTheAnswerSaysWhatItLacks() {
        String run = newRun();

        JsonPath graph = graph("run:" + run, 1);

        assertThat(graph.getList("incomplete", String.class)).containsExactly("model-registry");
        assertThat(graph.getList("nodes.id", String.class)).containsExactly("run:" + run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run:unknown", "pipeline-run:unknown", "mlflow-dataset:0/x@1"})
    void anUnknownNodeIsNotFound(String node) {
        given().queryParam("node", node)
                .get("/api/v1/lineage")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run:", "boat:1", "model:x", "mlflow-dataset:x"})
    void aBadNodeIsRefused(String node) {
        given().queryParam("node", node)
                .get("/api/v1/lineage")
                .then()
                .statusCode(400)
                .body("detail", containsString("expected one of"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "-1", "two", "1.5", "99999999999"})
    void aDepthOutOfBoundsIsRefused(String depth) {
        given().queryParam("node", "run:x")
                .queryParam("depth", depth)
                .get("/api/v1/lineage")
                .then()
                .statusCode(400)
                .body("detail", containsString("from 1 to 5"));
    }

    private static JsonPath graph(String node, int depth) {
        return given().queryParam("node", node)
                .queryParam("depth", depth)
                .get("/api/v1/lineage")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> edges(JsonPath graph) {
        return graph.<Map<String, String>>getList("edges").stream()
                .map(edge -> edge.get("from") + " " + edge.get("relation") + " " + edge.get("to"))
                .toList();
    }

    private static void attachDataset(String run, String name, String digest) {
        post(
                        "runs/log-inputs",
                        Map.of(
                                "run_id",
                                run,
                                "datasets",
                                List.of(
                                        Map.of(
                                                "dataset",
                                                Map.of(
                                                        "name",
                                                        name,
                                                        "digest",
                                                        digest,
                                                        "source_type",
                                                        "local",
                                                        "source",
                                                        "{}")))))
                .statusCode(200);
    }

    private static String loggedModel(String experiment, String run) {
        return post(
                        "logged-models",
                        Map.of(
                                "experiment_id", experiment,
                                "name", "model",
                                "source_run_id", run))
                .statusCode(200)
                .extract()
                .path("model.info.model_id");
    }
}
