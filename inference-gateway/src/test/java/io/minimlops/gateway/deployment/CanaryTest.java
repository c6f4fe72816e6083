package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class CanaryTest {

    private static Registered twoVersions() throws Exception {
        return Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0));
    }

    private static Response canary(String model, String body) {
        return given().contentType(ContentType.JSON)
                .header("X-Correlation-Id", "case-" + model)
                .body(body)
                .put("/api/v1/deployments/{m}/canary", model);
    }

    private static Response ask(String model, String stickyKey) {
        return infer(
                model,
                """
                {"parameters":{"sticky_key":"%s"},"inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":[0,0,0]}]}"""
                        .formatted(stickyKey));
    }

    @Test
    void aCanaryTakesItsShareAndGivesItBack() throws Exception {
        // Given
        String model = twoVersions().name();

        // When
        canary(model, "{\"version\":\"2\",\"percent\":30,\"actor\":\"ann\",\"reason\":\"try\"}")
                .then()
                .statusCode(200)
                .body("canary.version", equalTo("2"))
                .body("canary.percent", equalTo(30));

        // Then
        for (int i = 0; i < 60; i++) {
            String key = "user-" + i;
            boolean expected = CanarySplit.takes(model, key, 30);
            JsonNode answer = json(ask(model, key).then().statusCode(200).extract().response());
            assertThat(answer.at("/model_version").asText()).isEqualTo(expected ? "2" : "1");
            assertThat(answer.at("/parameters/role").asText())
                    .isEqualTo(expected ? "canary" : "champion");
        }
        DeploymentChanged changed =
                EventLog.of(Topic.DEPLOYMENTS)
                        .await(DeploymentChanged.class, event -> event.deployment().equals(model));
        assertThat(changed.canary().percent()).isEqualTo(30);
        assertThat(changed.actor()).isEqualTo("ann");
        assertThat(EventLog.of(Topic.DEPLOYMENTS).events())
                .anyMatch(envelope -> envelope.correlationId().equals("case-" + model));

        // When
        given().delete("/api/v1/deployments/{m}/canary?actor=ann&reason=enough", model)
                .then()
                .statusCode(200)
                .body("canary", nullValue());

        // Then
        for (int i = 0; i < 20; i++) {
            JsonNode answer = json(ask(model, "user-" + i));
            assertThat(answer.at("/model_version").asText()).isEqualTo("1");
        }
    }

    @Test
    void aDamagedOrUnknownCanaryIsRefusedBeforeItGetsTraffic() throws Exception {
        // Given
        Registered model = twoVersions();
        model.version("3", OnnxModel.logistic(3, 0, 0, 0)).damage("3", "model.onnx");

        // Then
        canary(model.name(), "{\"version\":\"3\",\"percent\":10}")
                .then()
                .statusCode(409)
                .body("code", equalTo("damaged-version"));
        canary(model.name(), "{\"version\":\"99\",\"percent\":10}").then().statusCode(404);
        given().get("/api/v1/deployments/{m}", model.name()).then().body("canary", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\":\"2\"}",
                "{\"percent\":10}",
                "{\"version\":\"2\",\"percent\":101}",
                "{\"version\":\"2\",\"percent\":-1}",
                "{\"version\":\"2\",\"percent\":\"many\"}",
                "nonsense",
                ""
            })
    void aWrongCanaryRequestIsRefused(String body) throws Exception {
        assertThat(canary(twoVersions().name(), body).statusCode()).isBetween(400, 499);
    }

    @Test
    void anUnknownDeploymentIsNotFound() {
        canary("nobody", "{\"version\":\"2\",\"percent\":10}").then().statusCode(404);
        given().get("/api/v1/deployments/nobody").then().statusCode(404);
        given().delete("/api/v1/deployments/nobody/canary").then().statusCode(404);
    }

    @Test
    void aModelCanBeServedUnderAnotherName() throws Exception {
        // Given
        String model = twoVersions().name();
        String name = "deployment-" + UUID.randomUUID();

        // When
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"%s\",\"alias\":\"champion\"}".formatted(model))
                .put("/api/v1/deployments/{n}", name)
                .then()
                .statusCode(200);

        // Then
        ask(name, "x").then().statusCode(200).body("model_name", equalTo(name));
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"nobody\"}")
                .put("/api/v1/deployments/{n}", name)
                .then()
                .statusCode(404);
    }
}
