package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class RolloutTest {

    private static final String QUICK =
            "\"version\":\"2\",\"interval\":\"PT0S\",\"minRequests\":20,\"latencyFloor\":\"PT5S\"";

    private static Registered model(byte[] second) throws Exception {
        return Registered.served(OnnxModel.logistic(-1, 1, 0, 0), second);
    }

    private static Response rollOut(String model, String rollout) {
        return given().contentType(ContentType.JSON)
                .body(
                        """
                        {"model":"%s","actor":"ann","reason":"try","spec":{"traffic":{"rollout":{%s}}}}"""
                                .formatted(model, rollout))
                .put("/api/v1/deployments/{name}", model);
    }

    private static ValidatableResponse rollout(String model) {
        return given().get("/api/v1/deployments/{m}/rollout", model).then();
    }

    private static String state(String model) {
        return json(given().get("/api/v1/deployments/{m}/rollout", model)).path("state").asText();
    }

    private static Response steer(String model, String verb) {
        return given().contentType(ContentType.JSON)
                .body("{\"actor\":\"ann\",\"reason\":\"said so\"}")
                .post("/api/v1/deployments/{m}/rollout/{v}", model, verb);
    }

    private static Response ask(String model) {
        return infer(
                model,
                """
                {"id":"%s","inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":[0,0,0]}]}"""
                        .formatted(UUID.randomUUID()));
    }

    /// Sends requests until the rollout is in the state.
    private static void askUntil(String model, String state) {
        Awaitility.await(state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                ask(model);
                            }
                            return state(model).equals(state);
                        });
    }

    private static void isRolledBack(String model, String why) {
        rollout(model)
                .statusCode(200)
                .body("percent", equalTo(0))
                .body("history[0].who", equalTo("rollout"))
                .body("history[0].why", containsString(why))
                .body("history[-1].who", equalTo("ann"));
        given().get("/api/v1/deployments/{m}", model)
                .then()
                .body("canary", nullValue())
                .body("champion.version", equalTo("1"));
        DeploymentChanged told =
                EventLog.of(Topic.DEPLOYMENTS)
                        .await(
                                DeploymentChanged.class,
                                event ->
                                        event.deployment().equals(model)
                                                && event.actor().equals("rollout")
                                                && event.canary() == null);
        assertThat(told.reason()).contains(why);
        assertThat(told.rollout()).containsEntry("version", "2");
    }

    @Test
    void aGoodVersionTakesStepAfterStepAndBecomesTheChampion() throws Exception {
        // Given
        Registered model = model(OnnxModel.logistic(-1, 1, 0, 0));

        // When
        rollOut(model.name(), QUICK + ",\"steps\":[25,60,100]")
                .then()
                .statusCode(200)
                .body("canary.percent", equalTo(25));
        askUntil(model.name(), "promoting");

        // Then
        String alias = "/api/v1/models/%s/aliases/champion".formatted(model.name());
        String registry = Registered.config("mlops.registry.url");
        Awaitility.await()
                .untilAsserted(
                        () ->
                                given().get(registry + alias)
                                        .then()
                                        .statusCode(200)
                                        .body("version", equalTo("2"))
                                        .body("actor", equalTo("rollout"))
                                        .body("evidence.steps", containsString("60 %")));

        // When
        model.champion("2");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> state(model.name()).equals("promoted"));
        rollout(model.name())
                .body("history.size()", equalTo(5))
                .body("history[1].evidence.canary.requests", equalTo(numberOf(model.name())));
        given().get("/api/v1/deployments/{m}", model.name())
                .then()
                .body("champion.version", equalTo("2"))
                .body("canary", nullValue());

        // When the same is wished again
        rollOut(model.name(), QUICK + ",\"steps\":[25,60,100]").then().statusCode(200);

        // Then
        rollout(model.name()).body("state", equalTo("promoted"));
    }

    private static int numberOf(String model) {
        int requests =
                given().get("/api/v1/deployments/{m}/rollout", model)
                        .path("history[1].evidence.canary.requests");
        assertThat(requests).isGreaterThanOrEqualTo(20);
        return requests;
    }

    @Test
    void aVersionThatFailsRequestsIsRolledBack() throws Exception {
        // Given
        String model = model(OnnxModel.identity(OnnxModel.FLOAT, -1, 7)).name();

        // When
        rollOut(model, QUICK + ",\"steps\":[40,100]").then().statusCode(200);
        askUntil(model, "rolledBack");

        // Then
        isRolledBack(model, "fails or refuses");
        ask(model).then().statusCode(200).body("model_version", equalTo("1"));
    }

    @Test
    void aSlowVersionIsRolledBack() throws Exception {
        // Given
        String model = model(OnnxModel.slow(2)).name();

        // When
        rollOut(
                        model,
                        "\"version\":\"2\",\"interval\":\"PT0S\",\"minRequests\":50,\"steps\":[40,100]")
                .then()
                .statusCode(200);
        askUntil(model, "rolledBack");

        // Then
        isRolledBack(model, "95th percentile");
    }

    @Test
    void aVersionWithWorseLabelsIsRolledBack() throws Exception {
        // Given
        String model = model(OnnxModel.logistic(1, 1, 0, 0)).name();

        // When
        rollOut(
                        model,
                        QUICK
                                + """
                                ,"steps":[40,100],"quality":{"metric":"accuracy","minLabels":20}""")
                .then()
                .statusCode(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                label(model, json(ask(model)).path("id").asText());
                            }
                            return state(model).equals("rolledBack");
                        });

        // Then
        isRolledBack(model, "mean loss 1.0000, the champion's 0.0000");
    }

    private static void label(String model, String id) {
        given().contentType(ContentType.JSON)
                .body(
                        "{\"model\":\"%s\",\"labels\":[{\"predictionId\":\"%s\",\"label\":0}]}"
                                .formatted(model, id))
                .post("/api/v1/feedback")
                .then()
                .statusCode(202);
    }

    @Test
    void aPersonPausesResumesAdvancesAndAborts() throws Exception {
        // Given
        String model = model(OnnxModel.logistic(-1, 1, 0, 0)).name();
        rollOut(model, "\"version\":\"2\",\"promote\":false").then().statusCode(200);

        // Then
        rollout(model)
                .body("state", equalTo("running"))
                .body("percent", equalTo(1))
                .body("steps.size()", equalTo(4));
        Awaitility.await()
                .untilAsserted(
                        () -> rollout(model).body("waiting", containsString("requests of 100")));
        steer(model, "pause").then().statusCode(200).body("state", equalTo("paused"));
        steer(model, "pause").then().statusCode(409).body("code", equalTo("rollout-state"));
        steer(model, "dance").then().statusCode(422);
        steer(model, "resume").then().statusCode(200).body("state", equalTo("running"));
        steer(model, "advance").then().statusCode(200).body("percent", equalTo(5));
        given().contentType(ContentType.JSON)
                .body("{\"version\":\"2\",\"percent\":50}")
                .put("/api/v1/deployments/{m}/canary", model)
                .then()
                .statusCode(409)
                .body("code", equalTo("rollout-under-way"));
        steer(model, "abort")
                .then()
                .statusCode(200)
                .body("state", equalTo("aborted"))
                .body("percent", equalTo(0))
                .body("history[0].who", equalTo("ann"));
        steer(model, "restart").then().statusCode(200).body("percent", equalTo(1));
        given().delete("/api/v1/deployments/{m}/canary", model).then().statusCode(200);
        rollout(model).body("state", equalTo("aborted"));
    }

    @Test
    void aRegistryThatIsAwayIsWaitedForAndTold() throws Exception {
        // Given
        Registered model = model(OnnxModel.logistic(-1, 1, 0, 0));
        rollOut(model.name(), QUICK + ",\"steps\":[50]").then().statusCode(200);
        Registered.peer("mlops.registry.url", false);

        // When
        steer(model.name(), "advance").then().statusCode(200).body("state", equalTo("promoting"));

        // Then
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    rollout(model.name())
                                            .body(
                                                    "trouble",
                                                    containsString("model-registry answered 500"))
                                            .body("percent", equalTo(50)));
        } finally {
            Registered.peer("mlops.registry.url", true);
        }

        // When
        model.champion("2");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> state(model.name()).equals("promoted"));
    }

    @Test
    void whatCannotBeRolledOutIsRefused() throws Exception {
        // Given
        String model = model(OnnxModel.logistic(-1, 1, 0, 0)).name();

        // Then
        rollOut(model, "\"version\":\"1\"")
                .then()
                .statusCode(409)
                .body("code", equalTo("already-champion"));
        rollOut(model, "\"version\":\"9\"").then().statusCode(404);
        rollOut(model, "\"version\":\"2\",\"steps\":[5,1]")
                .then()
                .statusCode(422)
                .body("detail", containsString("spec.traffic.rollout.steps"));
        rollOut(model, "\"version\":\"2\",\"quality\":{}")
                .then()
                .statusCode(422)
                .body("detail", containsString("quality.metric"));
        rollout(model).statusCode(404);
        rollout("nobody").statusCode(404);
    }
}
