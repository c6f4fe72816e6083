package io.minimlops.tracker.contract;

import static io.minimlops.tracker.Mlflow.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.RunsPage;

/// The unchanged Java client of MLflow against this server.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class MlflowClientTest {

    @TestHTTPResource String server;

    private MlflowClient client;

    @BeforeEach
    void connect() {
        client = new MlflowClient(server.replaceAll("/$", ""));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void experimentsLiveTheirLife() {
        String name = unique("java");
        String id = client.createExperiment(name);
        client.setExperimentTag(id, "team", "ops");

        assertThat(client.getExperiment(id).getTags(0).getValue()).isEqualTo("ops");
        assertThat(client.getExperimentByName(name))
                .get()
                .extracting("experimentId_")
                .isEqualTo(id);
        assertThat(client.getExperimentByName(unique("nobody"))).isEmpty();
        assertThat(client.searchExperiments("name = '" + name + "'").getItems()).hasSize(1);

        client.renameExperiment(id, name + "-renamed");
        client.deleteExperiment(id);
        assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
        client.restoreExperiment(id);
        assertThat(client.getExperiment(id).getName()).isEqualTo(name + "-renamed");
    }

    @Test
    void aRunIsLoggedAndReadBack() {
        String experiment = client.createExperiment(unique("java"));
        RunInfo info = client.createRun(experiment);
        String run = info.getRunId();
        client.logParam(run, "depth", "6");
        client.logMetric(run, "loss", 0.5);
        client.logMetric(run, "loss", 0.25, System.currentTimeMillis(), 7);
        client.setTag(run, "colour", "red");
        client.logBatch(
                run,
                List.of(
                        Metric.newBuilder()
                                .setKey("nan")
                                .setValue(Double.NaN)
                                .setTimestamp(1)
                                .setStep(1)
                                .build()),
                List.of(Param.newBuilder().setKey("width").setValue("9").build()),
                List.of(RunTag.newBuilder().setKey("size").setValue("big").build()));
        client.setTerminated(run, RunStatus.FINISHED, 12345);

        Run read = client.getRun(run);

        assertThat(read.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
        assertThat(read.getInfo().getEndTime()).isEqualTo(12345);
        assertThat(read.getInfo().getArtifactUri())
                .isEqualTo("mlflow-artifacts:/" + experiment + "/" + run + "/artifacts");
        assertThat(read.getData().getParamsList())
                .extracting(Param::getKey)
                .containsExactlyInAnyOrder("depth", "width");
        assertThat(read.getData().getMetricsList())
                .filteredOn(m -> m.getKey().equals("loss"))
                .singleElement()
                .satisfies(m -> assertThat(m.getStep()).isEqualTo(7));
        assertThat(read.getData().getMetricsList())
                .filteredOn(m -> m.getKey().equals("nan"))
                .singleElement()
                .satisfies(m -> assertThat(m.getValue()).isNaN());
        assertThat(client.getMetricHistory(run, "loss")).hasSize(2);

        client.deleteTag(run, "colour");
        client.deleteRun(run);
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("deleted");
        client.restoreRun(run);
    }

    @Test
    void searchesGoPageByPage() {
        String experiment = client.createExperiment(unique("java"));
        IntStream.range(0, 5)
                .forEach(i -> client.logMetric(client.createRun(experiment).getRunId(), "m", i));

        RunsPage page =
                client.searchRuns(
                        List.of(experiment),
                        "metrics.m >= 1",
                        ViewType.ACTIVE_ONLY,
                        3,
                        List.of("metrics.m DESC"));

        assertThat(page.getItems()).hasSize(3);
        assertThat(page.getNextPage().getItems()).hasSize(1);
    }

    @Test
    void refusalsReachTheCaller() {
        assertThatThrownBy(() -> client.getRun("0".repeat(32)))
                .hasMessageContaining("404")
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
    }
}
