package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.json;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class TrafficTest {

    private static Registered model() throws Exception {
        return Registered.served(OnnxModel.logistic(-1, 1, 0, 0), OnnxModel.logistic(1, 1, 0, 0));
    }

    private static Response deploy(String model, String traffic) {
        return Gateway.deploy(model, "{\"traffic\":%s}".formatted(traffic));
    }

    private static Response ask(String model, String stickyKey) {
        return infer(
                model,
                """
                {"id":"%1$s","parameters":{"sticky_key":"%1$s"},"inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":[0,0,0]}]}"""
                        .formatted(stickyKey));
    }

    @Test
    void armsShareTheTrafficAndAKeyStaysWithItsArm() throws Exception {
        // Given
        String model = model().name();
        deploy(model, "{\"arms\":[{\"name\":\"bold\",\"version\":\"2\",\"weight\":30}]}")
                .then()
                .statusCode(200)
                .body("arms[0].name", equalTo("bold"))
                .body("arms[0].weight", equalTo(30f));

        // When
        Map<String, String> roles = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            String key = model + "-" + i;
            JsonNode answer = json(ask(model, key));
            String role = answer.at("/parameters/role").asText();
            assertThat(answer.at("/model_version").asText())
                    .isEqualTo(role.equals("bold") ? "2" : "1");
            roles.put(key, role);
        }

        // Then
        assertThat(roles.values()).contains("bold", "champion");
        deploy(model, "{\"arms\":[{\"name\":\"bold\",\"version\":\"2\",\"weight\":60}]}")
                .then()
                .statusCode(200);
        roles.forEach(
                (key, role) -> {
                    if (role.equals("bold")) {
                        assertThat(json(ask(model, key)).at("/parameters/role").asText())
                                .isEqualTo("bold");
                    }
                });
        String bold =
                roles.keySet().stream().filter(k -> roles.get(k).equals("bold")).findFirst().get();
        PredictionsServed told =
                EventLog.of(Topic.INFERENCE_LOG)
                        .await(PredictionsServed.class, event -> event.requestId().equals(bold));
        assertThat(told.role()).isEqualTo("bold");
        given().get("/api/v1/deployments/{m}/traffic", model)
                .then()
                .statusCode(200)
                .body("arms.arm", equalTo(java.util.List.of("champion", "bold")))
                .body("arms[1].percent", equalTo(60f));
        assertThat(given().get("/q/metrics").asString())
                .contains(weight(model, "champion", "1", 40.0))
                .contains(weight(model, "bold", "2", 60.0));
    }

    private static String weight(String model, String arm, String version, double percent) {
        return "mlops_gateway_arm_weight{deployment=\"%s\",arm=\"%s\",version=\"%s\"} %s"
                .formatted(model, arm, version, percent);
    }

    @Test
    void aBrokenSplitIsToldWhereAndAnUnknownVersionIsNotFound() throws Exception {
        // Given
        String model = model().name();

        // Then
        deploy(
                        model,
                        """
                        {"arms":[{"name":"a","version":"2","weight":60},{"name":"a","alias":"x","weight":60}]}""")
                .then()
                .statusCode(422)
                .body("detail", containsString("spec.traffic.arms.1.name must be an arm's own"));
        deploy(model, "{\"arms\":[{\"name\":\"a\",\"version\":\"9\",\"weight\":60}]}")
                .then()
                .statusCode(404);
        deploy(model, "{\"shadow\":{\"alias\":\"nobody\"}}").then().statusCode(404);
        given().get("/api/v1/deployments/{m}/shadow", model).then().statusCode(404);
    }

    @Test
    void aShadowRunsCopiesAndItsDifferencesAreTold() throws Exception {
        // Given
        String model = model().name();
        deploy(model, "{\"shadow\":{\"version\":\"2\",\"tolerance\":0.1}}")
                .then()
                .statusCode(200)
                .body("shadow.version", equalTo("2"));

        // When
        for (int i = 0; i < 5; i++) {
            ask(model, model + "-" + i)
                    .then()
                    .statusCode(200)
                    .body("model_version", equalTo("1"))
                    .body("parameters.role", equalTo("champion"));
        }

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                given().get("/api/v1/deployments/{m}/shadow", model)
                                        .then()
                                        .body("figures.compared", equalTo(5))
                                        .body("figures.flips", equalTo(5))
                                        .body("figures.differing", equalTo(5)));
        float difference =
                given().get("/api/v1/deployments/{m}/shadow", model)
                        .path("figures.meanAbsoluteDifference");
        assertThat(difference).isBetween(0.461f, 0.463f);
        PredictionsServed told =
                EventLog.of(Topic.INFERENCE_LOG)
                        .await(
                                PredictionsServed.class,
                                event ->
                                        event.requestId().equals(model + "-0")
                                                && event.role().equals("shadow"));
        assertThat(told.version()).isEqualTo("2");
        assertThat(given().get("/q/metrics").asString())
                .contains(
                        "mlops_gateway_shadow_compared_total{deployment=\"%s\",version=\"2\"} 5.0"
                                .formatted(model));
    }

    @Test
    void aSlowShadowDropsCopiesAndOnlineTrafficGoesOn() throws Exception {
        // Given
        Registered model = model();
        model.version("3", OnnxModel.slow(20));
        deploy(model.name(), "{\"shadow\":{\"version\":\"3\",\"maxWaiting\":2}}")
                .then()
                .statusCode(200);

        // When
        for (int i = 0; i < 100; i++) {
            infer(model.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        }

        // Then
        int compared =
                given().get("/api/v1/deployments/{m}/shadow", model.name())
                        .path("figures.compared");
        int dropped =
                given().get("/api/v1/deployments/{m}/shadow", model.name()).path("figures.dropped");
        assertThat(compared).isLessThan(50);
        assertThat(dropped).isGreaterThan(50);
        deploy(model.name(), "{}").then().statusCode(200);
    }

    @Test
    void aShadowThatCannotAnswerFailsNobody() throws Exception {
        // Given
        Registered model = model();
        model.version("3", OnnxModel.identity(OnnxModel.FLOAT, -1, 7));
        deploy(model.name(), "{\"shadow\":{\"version\":\"3\"}}").then().statusCode(200);

        // When
        infer(model.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                given().get("/api/v1/deployments/{m}/shadow", model.name())
                                        .then()
                                        .body("figures.failed", equalTo(1))
                                        .body(
                                                "figures.lastFailure",
                                                containsString("unexpected shape")));
    }
}
