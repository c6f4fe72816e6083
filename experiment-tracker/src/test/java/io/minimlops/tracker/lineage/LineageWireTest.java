package io.minimlops.tracker.lineage;

import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.agroal.api.AgroalDataSource;
import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class LineageWireTest {

    @Inject AgroalDataSource database;

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
    void datasetVersionsLeadToTheirRunsAndToOneAnother() throws Exception {
        // Given
        String name = "data-" + UUID.randomUUID();
        String run = newRun();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    with d as (insert into versioned_dataset (name) values ('%1$s') returning id),
                    v as (insert into dataset_version (dataset_id, version, digest, files, bytes)
                        select id, n, repeat(n::text, 64), 1, 10 from d, generate_series(1, 2) n
                        returning id, version),
                    p as (insert into dataset_version_parent (version_id, parent_id)
                        select b.id, a.id from v a, v b where a.version = 1 and b.version = 2)
                    insert into dataset_version_run (version_id, run_seq)
                    select v.id, r.seq from v, run r where v.version = 2 and r.run_id = '%2$s'
                    """
                            .formatted(name, run));
        }

        // When
        JsonPath fromRun = graph("run:" + run, 2);
        JsonPath fromData = graph("dataset:" + name + "@1", 2);

        // Then
        String[] edges = {
            "dataset:" + name + "@2 USED_BY run:" + run,
            "dataset:" + name + "@1 PARENT_OF dataset:" + name + "@2"
        };
        assertThat(edges(fromRun)).containsExactlyInAnyOrder(edges);
        assertThat(edges(fromData)).containsExactlyInAnyOrder(edges);
        assertThat(fromData.getString("nodes[0].attributes.digest")).startsWith("1111");
        given().queryParam("node", "dataset:" + name + "@3")
                .get("/api/v1/lineage")
                .then()
                .statusCode(404);
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
        String fork = newRun(experiment);
        setTag(fork, "mlops.forkedFrom", run + "@3");
        String model = loggedModel(experiment, run);

        for (String start :
                List.of(
                        "pipeline-run:" + pipeline,
                        "training-set:" + pipeline,
                        "logged-model:" + model,
                        "run:" + fork,
                        "run:" + child)) {
            assertThat(graph(start, 1).getList("nodes.id", String.class))
                    .as(start)
                    .contains(start, "run:" + run);
        }
        assertThat(edges(graph("run:" + run, 1)))
                .contains(
                        "run:" + run + " FORKED_INTO run:" + fork,
                        "run:" + run + " PARENT_OF run:" + child);
    }

    @Test
    void aParentThatIsGoneIsShownAsMissing() {
        String run = newRun();
        setTag(run, "mlflow.parentRunId", "x".repeat(3000));
        setTag(run, "mlops.training_set", "");
        setTag(run, "mlops.forkedFrom", "gone'run@7");

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
    @ValueSource(
            strings = {
                "run:unknown",
                "dataset:x@latest",
                "pipeline-run:unknown",
                "mlflow-dataset:0/x@1"
            })
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
