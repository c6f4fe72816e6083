package io.minimlops.tracker.stream;

import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class StreamWireTest {

    @Inject AgroalDataSource database;

    @Test
    void aRunIsToldFromWhatIsThereToItsEnd() throws Exception {
        String run = newRun();
        logParam(run, "lr", "0.1");
        logMetric(run, "loss", 0.5, 1);

        try (EventReader reader = EventReader.of("runs/" + run + "/stream")) {
            await().until(() -> !reader.data("metric").isEmpty());
            assertThat(reader.heard().getFirst().name()).isEqualTo("status");
            assertThat(reader.data("param")).singleElement().asString().contains("\"lr\"");
            logMetric(run, "loss", 0.25, 2);
            setTag(run, "team", "blue");
            await().until(() -> reader.data("metric").size() == 2);
            assertThat(reader.data("metric").getLast())
                    .isEqualTo(
                            "{\"runId\":\"%s\",\"key\":\"loss\",\"value\":0.25,\"step\":2,\"timestamp\":1002}"
                                    .formatted(run));
            await().until(() -> reader.data("tag").toString().contains("blue"));
            finish(run);
            await().until(reader::isEnded);
            assertThat(reader.heard().getLast().name()).isEqualTo("end");
            assertThat(reader.heard().getLast().data()).contains("FINISHED");
        }
    }

    @Test
    void whoComesBackMissesNothingAndGetsNothingTwice() throws Exception {
        String run = newRun();
        String id;
        try (EventReader reader = EventReader.of("runs/" + run + "/stream")) {
            logMetric(run, "loss", 1, 1);
            await().until(() -> reader.data("metric").size() == 1);
            id = reader.lastId();
        }
        logMetric(run, "loss", 2, 2);
        logMetric(run, "loss", 2, 2);
        logParam(run, "late", "yes");

        try (EventReader reader = EventReader.after(id, "runs/" + run + "/stream")) {
            await().until(() -> !reader.data("param").isEmpty());
            logMetric(run, "loss", 3, 3);
            await().until(() -> reader.data("metric").size() >= 2);
            assertThat(reader.data("metric")).hasSize(2);
            assertThat(reader.data("metric").getFirst()).contains("\"step\":2");
        }
    }

    @Test
    void aWriterThatCommitsLateIsHeardToo() throws Exception {
        String run = newRun();
        logMetric(run, "loss", 0, 0);
        String id;
        try (Connection slow = database.getConnection()) {
            slow.setAutoCommit(false);
            insertPoint(slow, run, 41);
            try (EventReader reader = EventReader.of("runs/" + run + "/stream")) {
                logMetric(run, "loss", 1, 1);
                await().until(() -> reader.data("metric").size() == 2);
                id = reader.lastId();
            }
            slow.commit();
        }

        try (EventReader reader = EventReader.after(id, "runs/" + run + "/stream")) {
            await().until(() -> !reader.data("metric").isEmpty());
            assertThat(reader.data("metric")).singleElement().asString().contains("\"step\":41");
        }
    }

    @Test
    void fromTheStartEveryPointIsTold() throws Exception {
        String run = newRun();
        List<Map<String, Object>> points =
                IntStream.range(0, 900)
                        .mapToObj(
                                i ->
                                        Map.<String, Object>of(
                                                "key",
                                                "loss",
                                                "value",
                                                i,
                                                "timestamp",
                                                i,
                                                "step",
                                                i))
                        .toList();
        for (int batch = 0; batch < 4; batch++) {
            String key = "loss" + batch;
            post(
                            "runs/log-batch",
                            Map.of(
                                    "run_id",
                                    run,
                                    "metrics",
                                    points.stream()
                                            .map(
                                                    it -> {
                                                        var copy = new java.util.HashMap<>(it);
                                                        copy.put("key", key);
                                                        return copy;
                                                    })
                                            .toList()))
                    .statusCode(200);
        }
        finish(run);

        try (EventReader reader = EventReader.of("runs/" + run + "/stream?from=start")) {
            await().until(reader::isEnded);
            assertThat(reader.data("metric")).hasSize(3600).doesNotHaveDuplicates();
            assertThat(reader.heard().getLast().name()).isEqualTo("end");
        }
    }

    @Test
    void onlyTheMetricsAskedForAreTold() throws Exception {
        String run = newRun();

        try (EventReader reader = EventReader.of("runs/" + run + "/stream?metrics=a,b")) {
            logMetric(run, "c", 1, 1);
            logMetric(run, "b", 1, 1);
            await().until(() -> !reader.data("metric").isEmpty());
            assertThat(reader.data("metric")).singleElement().asString().contains("\"b\"");
        }
    }

    @Test
    void anExperimentTellsOfItsRunsAndStaysOpen() throws Exception {
        String experiment = newExperiment();
        String before = newRun(experiment);

        try (EventReader reader = EventReader.of("experiments/" + experiment + "/stream")) {
            await().until(() -> reader.data("status").size() == 1);
            String run = newRun(experiment);
            logMetric(run, "loss", 1, 1);
            finish(run);
            await().until(() -> reader.data("end").toString().contains(run));
            logMetric(before, "loss", 1, 1);
            await().until(() -> reader.data("metric").size() == 2);
            assertThat(reader.isEnded()).isFalse();
        }
    }

    @Test
    void aFinishedRunIsToldOnceAndThenNobodyNeedComeBack() throws Exception {
        String run = newRun();
        finish(run);
        String id;
        try (EventReader reader = EventReader.of("runs/" + run + "/stream")) {
            await().until(reader::isEnded);
            assertThat(reader.heard().getLast().name()).isEqualTo("end");
            id = reader.lastId();
        }

        given().header("Last-Event-ID", id)
                .get("/api/v1/runs/" + run + "/stream")
                .then()
                .statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "runs/unknown/stream,text/event-stream,404",
        "runs/not%20an%20id/stream,text/event-stream,400",
        "experiments/999999999/stream,text/event-stream,404",
        "experiments/x/stream,text/event-stream,400",
        "experiments/0/stream?from=yesterday,text/event-stream,400",
        "experiments/0/stream,application/json,406"
    })
    void whatCannotBeStreamedIsAProblem(String path, String accept, int status) {
        given().urlEncodingEnabled(false)
                .accept(accept)
                .get("/api/v1/" + path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    private static void finish(String run) {
        post("runs/update", Map.of("run_id", run, "status", "FINISHED", "end_time", 5))
                .statusCode(200);
    }

    private static void insertPoint(Connection connection, String run, long step) throws Exception {
        try (var insert =
                connection.prepareStatement(
                        "insert into metric_point (series_id, step, timestamp, value)"
                                + " select s.id, ?, 1, 1 from metric_series s"
                                + " join run r on r.seq = s.run_seq where r.run_id = ?")) {
            insert.setLong(1, step);
            insert.setString(2, run);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
