package io.minimlops.tracker.run;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.search;
import static io.minimlops.tracker.Mlflow.setTag;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class RunForkTest {

    @Inject AgroalDataSource database;

    @Test
    void aForkShowsTheOthersPastAndGoesItsOwnWay() {
        String experiment = newExperiment();
        String parent = newRun(experiment);
        logParam(parent, "lr", "0.1");
        setTag(parent, "team", "blue");
        log(parent, 0, 10);
        logMetric(parent, "late", 1, 9);

        String fork =
                fork(parent, Map.of("step", 4, "name", "warmer", "tags", Map.of("team", "red")))
                        .statusCode(201)
                        .body("name", equalTo("warmer"))
                        .body("status", equalTo("RUNNING"))
                        .body("metrics", hasSize(1))
                        .body("metrics[0].step", equalTo(4))
                        .extract()
                        .path("runId");
        logMetric(fork, "loss", 100, 5);
        logMetric(parent, "loss", 7, 10);

        assertSteps(fork, List.of(0, 1, 2, 3, 4, 5));
        assertSteps(parent, IntStream.rangeClosed(0, 10).boxed().toList());
        get("runs/get", Map.of("run_id", fork))
                .body("run.data.params[0].value", equalTo("0.1"))
                .body("run.data.metrics.value", equalTo(List.of(100f)))
                .body(
                        "run.data.tags.find { it.key == 'mlops.forkedFrom' }.value",
                        equalTo(parent + "@4"))
                .body("run.data.tags.find { it.key == 'team' }.value", equalTo("red"));
        assertThat(search(experiment, "metrics.loss > 50")).containsExactly(fork);
        assertThat(search(experiment, "metrics.late > 0")).containsExactly(parent);
    }

    @Test
    void aForkOfAForkReachesBackThroughBothAndOutlivesThem() throws SQLException {
        String first = newRun();
        log(first, 0, 6);
        String second = forked(first, 3);
        log(second, 4, 8);
        String third = forked(second, 6);
        logMetric(third, "loss", 9, 7);
        // A second fork of the first, from its own later steps.
        String sibling = forked(first, 5);

        purge(first);
        purge(second);

        assertSteps(third, List.of(0, 1, 2, 3, 4, 5, 6, 7));
        assertSteps(sibling, List.of(0, 1, 2, 3, 4, 5));
        purge(third);
        purge(sibling);
        assertThat(seriesWithoutARunThatNobodyShows()).isZero();
    }

    @Test
    void aPointThatPastAndForkBothHoldCountsOnce() {
        String parent = newRun();
        log(parent, 0, 3);
        String fork = forked(parent, 2);
        log(fork, 0, 3);
        log(parent, 0, 3);

        assertSteps(fork, List.of(0, 1, 2));
        assertSteps(parent, List.of(0, 1, 2));
    }

    @Test
    void whatCannotBeForkedIsSaid() {
        String run = newRun();
        fork("0123456789abcdef0123456789abcdef", Map.of("step", 1))
                .statusCode(404)
                .contentType("application/problem+json");
        fork(run, Map.of()).statusCode(400).body("detail", containsString("step"));
        fork(run, Map.of("step", 1.5)).statusCode(400).body("detail", containsString("whole"));
        fork(run, Map.of("step", "soon")).statusCode(400);
        fork(run, Map.of("step", 1, "tags", Map.of("a//b", "x"))).statusCode(400);
        given().contentType("application/json")
                .post("/api/v1/runs/" + run + "/fork")
                .then()
                .statusCode(400);
        post("runs/delete", Map.of("run_id", run)).statusCode(200);
        fork(run, Map.of("step", 1)).statusCode(409).body("code", equalTo("conflict"));
        resume(run).statusCode(409);
        resume("0123456789abcdef0123456789abcdef").statusCode(404);
    }

    @Test
    void aResumedRunRunsAgainAndTellsWhereItStood() {
        String run = newRun();
        log(run, 0, 5);
        post("runs/update", Map.of("run_id", run, "status", "FINISHED", "end_time", 9))
                .statusCode(200);

        resume(run)
                .statusCode(200)
                .body("status", equalTo("RUNNING"))
                .body("metrics[0].key", equalTo("loss"))
                .body("metrics[0].step", equalTo(4))
                .body("metrics[0].timestamp", equalTo("1970-01-01T00:00:01.004Z"));

        get("runs/get", Map.of("run_id", run))
                .body("run.info.status", equalTo("RUNNING"))
                .body("run.info.end_time", nullValue());
        resume(run).statusCode(200);
    }

    private static String forked(String run, long step) {
        return fork(run, Map.of("step", step)).statusCode(201).extract().path("runId");
    }

    private static ValidatableResponse fork(String run, Map<String, ?> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/runs/" + run + "/fork")
                .then();
    }

    private static ValidatableResponse resume(String run) {
        return given().post("/api/v1/runs/" + run + "/resume").then();
    }

    /// Steps from one up to but not including another, each with its own number as the value.
    private static void log(String run, int from, int to) {
        List<Map<String, Object>> points =
                IntStream.range(from, to)
                        .<Map<String, Object>>mapToObj(
                                i ->
                                        Map.of(
                                                "key",
                                                "loss",
                                                "value",
                                                i,
                                                "timestamp",
                                                1000 + i,
                                                "step",
                                                i))
                        .toList();
        post("runs/log-batch", Map.of("run_id", run, "metrics", points)).statusCode(200);
    }

    /// History, bulk and chart tell the same.
    private static void assertSteps(String run, List<Integer> steps) {
        get("metrics/get-history", Map.of("run_id", run, "metric_key", "loss", "max_results", 3))
                .body("metrics.step", equalTo(steps.subList(0, 3)));
        get("metrics/get-history", Map.of("run_id", run, "metric_key", "loss"))
                .body("metrics.step", equalTo(steps));
        get("metrics/get-history-bulk", Map.of("run_id", run, "metric_key", "loss"))
                .body("metrics.step", equalTo(steps));
        get("metrics/get-history-bulk-interval", Map.of("run_ids", run, "metric_key", "loss"))
                .body("metrics.step", equalTo(steps));
    }

    private void purge(String run) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("delete from run where run_id = ?")) {
            statement.setString(1, run);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private long seriesWithoutARunThatNobodyShows() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select (select count(*) from metric_series s where run_seq is null"
                                        + " and not exists (select from metric_past p where p.source_id = s.id))"
                                        + " + (select count(*) from metric_point p where not exists"
                                        + " (select from metric_series s where s.id = p.series_id))")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
