package io.minimlops.tracker.sweep;

import static io.minimlops.tracker.sweep.SweepApi.created;
import static io.minimlops.tracker.sweep.SweepApi.next;
import static io.minimlops.tracker.sweep.SweepApi.order;
import static io.minimlops.tracker.sweep.SweepApi.report;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.Mlflow;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class SweepWireTest {

    private static final Map<String, ?> LOSS = Map.of("name", "loss", "goal", "minimize");
    private static final Map<String, ?> TWO = Map.of("x", Map.of("values", List.of(1, 2)));

    @Test
    void aConfigurationInYamlBeginsASweepWithARunOfItsOwn() {
        JsonPath sweep =
                given().contentType("application/yaml")
                        .body(
                                """
                                name: yaml sweep
                                project: %s
                                method: random
                                run_cap: 3
                                parameters:
                                  rate: {distribution: log_uniform_values, min: 0.001, max: 0.1}
                                """
                                        .formatted(Mlflow.unique("project"))
                                        .getBytes(UTF_8))
                        .post(SweepApi.SWEEPS)
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("RUNNING"))
                        .body("method", equalTo("random"))
                        .body("seed", notNullValue())
                        .body("createdAt", containsString("T"))
                        .extract()
                        .jsonPath();

        Mlflow.get("runs/get", Map.of("run_id", sweep.getString("runId")))
                .body("run.info.run_name", equalTo("yaml sweep"))
                .body("run.info.experiment_id", equalTo(sweep.getString("experimentId")));
        given().queryParam("experimentId", sweep.getString("experimentId"))
                .get(SweepApi.SWEEPS)
                .then()
                .body("sweeps.id", equalTo(List.of(sweep.getString("id"))));
    }

    @Test
    void aWrongConfigurationIsRefusedWithThePlace() {
        SweepApi.create(
                        Map.of(
                                "method",
                                "grid",
                                "parameters",
                                Map.of("x", Map.of("min", 0.5, "max", "a"))))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid"))
                .body("violations.at", hasItem("/parameters/x/max"));
        given().contentType(ContentType.JSON)
                .body("{\"method\":")
                .post(SweepApi.SWEEPS)
                .then()
                .statusCode(400);
        given().contentType("application/yaml")
                .body("- a".getBytes(UTF_8))
                .post(SweepApi.SWEEPS)
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + "x".repeat(300_000) + "\"}")
                .post(SweepApi.SWEEPS)
                .then()
                .statusCode(413);
        given().contentType(ContentType.JSON)
                .body(new byte[300_000])
                .post(SweepApi.SWEEPS + "/any/next")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        SweepApi.get("nothing").statusCode(404).body("code", equalTo("not-found"));
        given().queryParam("limit", 0).get(SweepApi.SWEEPS).then().statusCode(422);
        given().queryParam("pageToken", "?").get(SweepApi.SWEEPS).then().statusCode(400);
    }

    @Test
    void aTrialIsARunBelowTheSweepsRunWithItsParams() {
        JsonPath sweep =
                SweepApi.create(
                                Map.of(
                                        "method",
                                        "grid",
                                        "parameters",
                                        Map.of("x", Map.of("value", 0.5))))
                        .extract()
                        .jsonPath();

        JsonPath given = next(sweep.getString("id"), "a");

        assertThat(given.getString("outcome")).isEqualTo("trial");
        Mlflow.get("runs/get", Map.of("run_id", given.getString("trial.runId")))
                .body("run.info.status", equalTo("RUNNING"))
                .body("run.data.params", equalTo(List.of(Map.of("key", "x", "value", "0.5"))))
                .body("run.data.tags.key", hasItems("mlops.sweep", "mlops.trial"))
                .body(
                        "run.data.tags.find { it.key == 'mlflow.parentRunId' }.value",
                        equalTo(sweep.getString("runId")));
    }

    @Test
    void sixteenAgentsAtOnceGetEachTrialOnceAndNoMoreThanTheCap()
            throws InterruptedException, ExecutionException {
        String sweep =
                created(
                        Map.of(
                                "method",
                                "grid",
                                "run_cap",
                                40,
                                "parameters",
                                Map.of(
                                        "x", Map.of("min", 1, "max", 7),
                                        "y", Map.of("min", 1, "max", 7))));
        ConcurrentLinkedQueue<Integer> numbers = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> params = new ConcurrentLinkedQueue<>();

        atOnce(
                16,
                agent -> {
                    for (JsonPath it = next(sweep, "agent-" + agent);
                            it.getString("outcome").equals("trial");
                            it = next(sweep, "agent-" + agent)) {
                        numbers.add(it.getInt("trial.number"));
                        params.add(it.getMap("trial.params").toString());
                        report(
                                        sweep,
                                        it.getInt("trial.number"),
                                        Map.of("attempt", 1, "state", "FINISHED"))
                                .statusCode(200);
                    }
                    return agent;
                });

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
        assertThat(params).doesNotHaveDuplicates();
        assertThat(next(sweep, "late").getString("outcome")).isEqualTo("done");
        SweepApi.get(sweep)
                .body("state", equalTo("FINISHED"))
                .body("trials", equalTo(Map.of("FINISHED", 40)));
    }

    @Test
    void anOrdinaryTrainingScriptIsATrial() {
        String sweep = created(Map.of("method", "grid", "metric", LOSS, "parameters", TWO));
        for (int i = 1; i <= 2; i++) {
            String run = next(sweep, "script").getString("trial.runId");
            Mlflow.logMetric(run, "loss", 0.5 / i, 0);
            Mlflow.logMetric(run, "loss", 0.7 / i, 1);
            Mlflow.post("runs/update", Map.of("run_id", run, "status", "FINISHED")).statusCode(200);
        }

        assertThat(next(sweep, "script").getString("outcome")).isEqualTo("done");
        SweepApi.get(sweep)
                .body("state", equalTo("FINISHED"))
                .body("best.number", equalTo(2))
                .body("best.value", equalTo(0.25f))
                .body("best.params.x", equalTo(2));
    }

    @Test
    void aTrialOfASilentAgentIsGivenOutAgainAndTheFormerHolderIsRefused() {
        String sweep =
                created(
                        Map.of(
                                "method",
                                "random",
                                "run_cap",
                                1,
                                "lease_seconds",
                                1,
                                "metric",
                                LOSS,
                                "parameters",
                                Map.of("x", Map.of("min", 0.0, "max", 1.0))));
        JsonPath first = next(sweep, "crashing");
        assertThat(next(sweep, "waiting").getString("outcome")).isEqualTo("wait");

        JsonPath second =
                await().atMost(Duration.ofSeconds(5))
                        .until(
                                () -> next(sweep, "b"),
                                it -> it.getString("outcome").equals("trial"));

        assertThat(second.getMap("trial.params")).isEqualTo(first.getMap("trial.params"));
        assertThat(second.getInt("trial.attempt")).isEqualTo(2);
        report(sweep, 1, Map.of("attempt", 1, "value", 3, "state", "FINISHED"))
                .statusCode(409)
                .body("code", equalTo("lost-lease"));
        Mlflow.get("runs/get", Map.of("run_id", first.getString("trial.runId")))
                .body("run.info.status", equalTo("KILLED"));
        report(sweep, 1, Map.of("attempt", 2, "value", 4, "state", "FINISHED"))
                .statusCode(200)
                .body("state", equalTo("FINISHED"))
                .body("value", equalTo(4f));
    }

    @Test
    void aTrialThatNobodySurvivesFails() {
        String sweep =
                created(
                        Map.of(
                                "method",
                                "grid",
                                "lease_seconds",
                                1,
                                "attempts",
                                1,
                                "parameters",
                                Map.of("x", Map.of("value", 1))));
        next(sweep, "crashing");

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                SweepApi.get(sweep)
                                        .body("trials", equalTo(Map.of("FAILED", 1)))
                                        .body("state", equalTo("FINISHED")));
    }

    @Test
    void aHeartbeatExtendsTheLeaseAndSoDoesAnythingLogged() {
        String sweep = created(Map.of("method", "grid", "metric", LOSS, "parameters", TWO));
        JsonPath trial = next(sweep, "a");

        SweepApi.post(sweep + "/trials/1/heartbeat", Map.of("attempt", 1))
                .statusCode(200)
                .body("stop", equalTo(false))
                .body("leaseUntil", not(equalTo(trial.getString("trial.leaseUntil"))));
        SweepApi.post(sweep + "/trials/1/heartbeat", Map.of()).statusCode(422);
        SweepApi.post(sweep + "/trials/9/heartbeat", Map.of("attempt", 1)).statusCode(404);
    }

    @Test
    void aReportRepeatedAddsNothing() {
        String sweep = created(Map.of("method", "grid", "metric", LOSS, "parameters", TWO));
        String run = next(sweep, "a").getString("trial.runId");
        Map<String, ?> last =
                Map.of(
                        "attempt",
                        1,
                        "value",
                        2,
                        "step",
                        1,
                        "metrics",
                        Map.of("acc", 0.5),
                        "state",
                        "FINISHED");

        report(sweep, 1, Map.of("attempt", 1, "value", 3, "step", 0)).statusCode(200);
        report(sweep, 1, Map.of("attempt", 1, "value", 3, "step", 0)).statusCode(200);
        report(sweep, 1, last).statusCode(200).body("state", equalTo("FINISHED"));
        report(sweep, 1, last).statusCode(200).body("value", equalTo(2f));

        Mlflow.get("metrics/get-history", Map.of("run_id", run, "metric_key", "loss"))
                .body("metrics", hasSize(2));
        report(sweep, 1, Map.of("attempt", 1, "value", 1, "step", 2))
                .statusCode(409)
                .body("code", equalTo("trial-over"));
    }

    @Test
    void hyperbandTellsWorseTrialsToStop() {
        String sweep =
                created(
                        Map.of(
                                "method", "random",
                                "run_cap", 3,
                                "metric", Map.of("name", "acc", "goal", "maximize"),
                                "parameters", Map.of("x", Map.of("min", 0.0, "max", 1.0)),
                                "early_terminate", Map.of("type", "hyperband", "min_iter", 2)));
        for (int trial = 1; trial <= 3; trial++) {
            next(sweep, "a");
        }
        report(sweep, 1, Map.of("attempt", 1, "value", 0.2, "step", 1))
                .body("stop", equalTo(false));
        report(sweep, 1, Map.of("attempt", 1, "value", 0.3, "step", 2))
                .body("stop", equalTo(false));
        report(sweep, 2, Map.of("attempt", 1, "value", 0.1, "step", 1))
                .body("stop", equalTo(false));

        report(sweep, 2, Map.of("attempt", 1, "value", 0.2, "step", 2)).body("stop", equalTo(true));
        report(sweep, 2, Map.of("attempt", 1, "state", "FINISHED"))
                .body("state", equalTo("STOPPED_EARLY"));
        report(sweep, 3, Map.of("attempt", 1, "value", 0.9, "step", 1));
        report(sweep, 3, Map.of("attempt", 1, "value", 0.1, "step", 2))
                .body("stop", equalTo(false));
        SweepApi.get(sweep + "/trials/1").body("stop", equalTo(true));
    }

    @Test
    void aPausedSweepGivesNothingOutAndAStoppedOneTellsItsTrials() {
        String sweep = created(Map.of("method", "grid", "metric", LOSS, "parameters", TWO));
        next(sweep, "a");

        order(sweep, "pause").statusCode(200).body("state", equalTo("PAUSED"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(SweepApi.SWEEPS + "/" + sweep + "/next")
                .then()
                .statusCode(200)
                .header("Retry-After", notNullValue())
                .body("outcome", equalTo("wait"))
                .body("trial", nullValue());
        order(sweep, "resume").statusCode(200).body("state", equalTo("RUNNING"));
        order(sweep, "stop").statusCode(200).body("state", equalTo("STOPPED"));

        assertThat(next(sweep, "a").getString("outcome")).isEqualTo("done");
        SweepApi.get(sweep + "/trials/1").body("stop", equalTo(true));
        report(sweep, 1, Map.of("attempt", 1, "state", "FAILED"))
                .body("state", equalTo("CANCELED"));
        order(sweep, "resume").statusCode(409).body("code", equalTo("sweep-over"));
        order(sweep, "explode").statusCode(405);
    }

    @Test
    void reachingTheTargetEndsTheSweep() {
        String sweep =
                created(
                        Map.of(
                                "method",
                                "bayes",
                                "metric",
                                Map.of("name", "loss", "target", 0.1),
                                "parameters",
                                TWO));
        next(sweep, "a");
        report(sweep, 1, Map.of("attempt", 1, "value", 0.1, "state", "FINISHED"));

        assertThat(next(sweep, "a").getString("outcome")).isEqualTo("done");
        SweepApi.get(sweep).body("state", equalTo("FINISHED"));
    }

    @Test
    void trialsComeInPages() {
        String sweep =
                created(
                        Map.of(
                                "method",
                                "grid",
                                "parameters",
                                Map.of("x", Map.of("min", 1, "max", 5))));
        IntStream.range(0, 5).forEach(_ -> next(sweep, "a"));

        String token =
                SweepApi.get(sweep + "/trials?limit=3")
                        .body("trials.number", equalTo(List.of(1, 2, 3)))
                        .extract()
                        .path("nextPageToken");
        SweepApi.get(sweep + "/trials?limit=3&pageToken=" + token)
                .body("trials.number", equalTo(List.of(4, 5)))
                .body("trials.state", everyItem(equalTo("RUNNING")))
                .body("nextPageToken", nullValue());
        SweepApi.get(sweep + "/trials?state=FAILED").body("trials", hasSize(0));
        SweepApi.get(sweep + "/trials?state=LOST").statusCode(422);
    }

    private static void atOnce(int count, AgentWork work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService agents = Executors.newFixedThreadPool(count)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int agent = i;
                Callable<Integer> task = () -> work.of(agent);
                running.add(agents.submit(task));
            }
            for (Future<Integer> agent : running) {
                agent.get();
            }
        }
    }

    private interface AgentWork {
        int of(int agent);
    }
}
