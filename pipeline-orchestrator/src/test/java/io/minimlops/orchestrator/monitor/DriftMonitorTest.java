package io.minimlops.orchestrator.monitor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minimlops.events.DeploymentEvent;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.Event;
import io.minimlops.events.FeedbackEvent.Label;
import io.minimlops.events.FeedbackEvent.LabelsReceived;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.MonitoringEvent.CanaryJudged;
import io.minimlops.events.MonitoringEvent.DriftEvaluated;
import io.minimlops.events.Topic;
import io.minimlops.orchestrator.Calls;
import io.minimlops.orchestrator.peers.PeersResource;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "orchestrator"))
@QuarkusTestResource(PeersResource.class)
class DriftMonitorTest {

    private static final Instant WEEK = Instant.parse("2001-02-05T00:00:00Z");
    private static final List<String> COLUMNS = List.of("hour", "origin_delays__late_share_24h");

    @Test
    void aDriftedWeekOpensACaseAndRetrainsWhileAQuietOneIsOnlyBooked() {
        // Given
        String model = championOf("drift");
        monitored(model, "");
        Told.send(served(model, WEEK, "champion", "1", 600, 1, 0));
        Told.send(served(model, WEEK.plus(Duration.ofDays(7)), "champion", "1", 600, 2, 0.6));
        // When
        advance(model, "2001-02-19T00:00:00Z");
        // Then
        JsonPath windows = evaluations(model);
        assertThat(windows.getList("rows", Long.class)).containsExactly(600L, 600L);
        assertThat(windows.getList("fired", Boolean.class)).containsExactly(true, false);
        assertThat(windows.getString("[0].reason"))
                .contains("origin_delays__late_share_24h in alarm");
        assertThat(
                        windows.getList(
                                "[0].columns.find { it.column == 'origin_delays__late_share_24h' }.countsCurrent"))
                .isNotEmpty();
        String caseId = windows.getString("[0].caseId");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> "CLOSED".equals(Calls.story(caseId).getString("status")));
        assertThat(Calls.story(caseId).getList("timeline.kind", String.class))
                .startsWith("DRIFT", "RUN_STARTED")
                .contains("GATE", "RUN_FINISHED");
        assertThat(
                        EventLog.of(Topic.MONITORING)
                                .awaitCount(2, DriftEvaluated.class, e -> e.model().equals(model)))
                .extracting(DriftEvaluated::fired)
                .containsExactly(false, true);
    }

    @Test
    void aWindowClosesByItselfWhenALaterEventIsSeen() {
        // Given
        String model = championOf("flow");
        monitored(model, "");
        Told.send(served(model, WEEK, "champion", "1", 300, 3, 0));
        // When
        Told.send(
                served(
                        model,
                        WEEK.plus(Duration.ofDays(7)).plus(Duration.ofHours(2)),
                        "champion",
                        "1",
                        1,
                        4,
                        0));
        // Then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> evaluations(model).getList("$").size() == 1);
        JsonPath monitor = given().get("/api/v1/monitors/" + model).jsonPath();
        assertThat(monitor.getString("evaluatedThrough")).isEqualTo("2001-02-12T00:00:00Z");
        assertThat(monitor.getString("watermark")).isEqualTo("2001-02-12T02:00:00Z");
    }

    @Test
    void theSamePredictionToldTwiceCountsOnce() {
        // Given
        String model = championOf("twice");
        monitored(model, "");
        PredictionsServed served = served(model, WEEK, "champion", "1", 250, 5, 0);
        // When
        Told.send(served);
        Told.send(served);
        advance(model, "2001-02-12T00:00:00Z");
        // Then
        assertThat(evaluations(model).getList("rows", Long.class)).containsExactly(250L);
    }

    @Test
    void tooFewRowsAreInsufficientAndNeverFine() {
        // Given
        String model = championOf("few");
        monitored(model, "");
        Told.send(served(model, WEEK, "champion", "1", 5, 6, 0.6));
        // When
        advance(model, "2001-02-12T00:00:00Z");
        // Then
        assertThat(evaluations(model).getString("[0].status")).isEqualTo("INSUFFICIENT");
    }

    @Test
    void aWorseCanaryIsRolledBackOnItsLabels() {
        // Given
        String model = championOf("canary");
        monitored(model, "canary: {minLabels: 100, metric: logLoss, onWorse: rollback}\n");
        Instant now = Instant.now();
        Told.send(
                new DeploymentChanged(
                        model,
                        model,
                        "champion",
                        new DeploymentEvent.Canary("2", 20),
                        "tester",
                        "by hand",
                        now,
                        null,
                        null));
        PredictionsServed champion = served(model, WEEK, "champion", "1", 300, 7, 0);
        PredictionsServed canary = served(model, WEEK, "canary", "2", 300, 8, 0);
        // When
        Told.send(champion);
        Told.send(canary);
        Told.send(labels(model, champion, true));
        Told.send(labels(model, canary, false));
        // Then
        String took = "DELETE /api/v1/deployments/" + model + "/canary";
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                Calls.peers("calls").getList("$", String.class).stream()
                                        .anyMatch(c -> c.startsWith(took)));
        JsonPath state = given().get("/api/v1/monitors/" + model + "/canary").jsonPath();
        assertThat(state.getString("verdict")).isEqualTo("ROLL_BACK");
        assertThat(state.getString("reason")).contains("worse");
        assertThat(state.getInt("judgement.canaryLabels")).isEqualTo(300);
        CanaryJudged judged =
                EventLog.of(Topic.MONITORING)
                        .await(CanaryJudged.class, e -> e.model().equals(model));
        assertThat(judged.canaryVersion()).isEqualTo("2");
        JsonPath cases = given().get("/api/v1/cases?model=" + model).jsonPath();
        assertThat(cases.getList("cause", String.class))
                .contains("canary of " + model + " by tester");
    }

    @Test
    void aRollbackByHandJoinsTheCaseThatMadeTheVersion() {
        // Given
        String model = championOf("byhand");
        String caseId =
                given().get("/api/v1/cases?model=" + model).jsonPath().getString("[0].caseId");
        // When
        Told.send(
                new AliasMoved(
                        model,
                        "champion",
                        AliasMoved.Kind.ROLLBACK,
                        "1",
                        "0",
                        "a person",
                        "it was late",
                        Map.of(),
                        Instant.now()));
        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Calls.story(caseId).getList("timeline.kind").contains("ROLLED_BACK"));
        assertThat(Calls.story(caseId).getString("outcome")).isEqualTo("ROLLED_BACK");
    }

    @Test
    void aRegistryThatIsAwayDelaysTheEvaluationAndLosesNothing() {
        // Given
        String model = championOf("away");
        monitored(model, "");
        Told.send(served(model, WEEK, "champion", "1", 250, 9, 0));
        Calls.peerDown("registry");
        // When
        try {
            given().contentType("application/json")
                    .body(Map.of("watermark", "2001-02-12T00:00:00Z"))
                    .post("/api/v1/monitors/" + model + "/advance")
                    .then()
                    .statusCode(202);
            assertThat(given().get("/api/v1/monitors/" + model).jsonPath().getString("waitingFor"))
                    .contains("model-registry");
        } finally {
            Calls.peerUp("registry");
        }
        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> evaluations(model).getList("$").size() == 1);
    }

    private static String championOf(String stem) {
        String model = Calls.uniqueName(stem);
        Calls.apply(Calls.flightDelay(model));
        Calls.ended(Calls.started(model, Map.of("asOf", "2001-02-01T00:00:00Z")));
        return model;
    }

    private static void monitored(String model, String more) {
        String yaml =
                """
                model: %1$s
                pipeline: {name: %1$s, parameters: {rounds: 5}}
                window: {size: P7D}
                lateness: PT1H
                minRows: 200
                policy: {consecutive: 1, of: 1, cooldown: P14D}
                """
                                .formatted(model)
                        + more;
        given().contentType("application/yaml")
                .body(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/api/v1/monitors/" + model)
                .then()
                .statusCode(200);
    }

    private static void advance(String model, String watermark) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                given().contentType("application/json")
                                                .body(Map.of("watermark", watermark))
                                                .post("/api/v1/monitors/" + model + "/advance")
                                                .statusCode()
                                        == 200);
    }

    private static JsonPath evaluations(String model) {
        return given().get("/api/v1/monitors/" + model + "/evaluations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// @param shift how far the late share lies above what the model was trained on
    private static PredictionsServed served(
            String model,
            Instant from,
            String role,
            String version,
            int rows,
            long seed,
            double shift) {
        Random random = new Random(seed);
        List<Row> predictions = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double share = Math.min(1, random.nextDouble() + shift);
            predictions.add(
                    new Row(
                            "%s-%s-%d-%d".formatted(model, role, seed, i),
                            Map.of("origin", "ORD"),
                            List.of((double) (i % 24), share),
                            "RP",
                            List.of(0L, 0L),
                            Math.clamp(share, 0.05, 0.95)));
        }
        return new PredictionsServed(
                UUID.randomUUID().toString(),
                model,
                model,
                version,
                role,
                COLUMNS,
                predictions,
                from.plus(Duration.ofHours(1)),
                Instant.now(),
                100,
                rows);
    }

    /// @param right whether the predictions come true
    private static Event labels(String model, PredictionsServed served, boolean right) {
        return new LabelsReceived(
                model,
                served.rows().stream()
                        .map(
                                row ->
                                        new Label(
                                                row.predictionId(),
                                                (row.prediction() > 0.5) == right ? 1 : 0,
                                                served.eventTime()))
                        .toList(),
                Instant.now());
    }
}
