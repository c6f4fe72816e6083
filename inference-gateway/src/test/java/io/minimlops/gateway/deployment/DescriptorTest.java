package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.DeploymentEvent.DeploymentWithdrawn;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class DescriptorTest {

    private static Registered model() throws Exception {
        return Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0));
    }

    private static Response deploy(String name, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/deployments/{name}", name);
    }

    @Test
    void twoDeploymentsRunOneVersionEachInItsOwnWay() throws Exception {
        // Given
        String model = model().name();

        // When
        deploy(
                        model + "-narrow",
                        """
                        {"model":"%s","actor":"ann","spec":{"batching":{"maxRows":2,"maxQueueDelay":"PT0.001S"}}}"""
                                .formatted(model))
                .then()
                .statusCode(200)
                .body("champion.version", equalTo("1"))
                .body("spec.batching.maxRows", equalTo(2));

        // Then
        given().get("/v2/models/{m}/config", model + "-narrow")
                .then()
                .body("max_batch_size", equalTo(2))
                .body("dynamic_batching.max_queue_delay_microseconds", equalTo(1000));
        String three = tensor("[3,3]", "[0,0,0,0,0,0,0,0,0]");
        infer(model + "-narrow", three)
                .then()
                .statusCode(400)
                .body("error", containsString("3 rows"));
        infer(model, three).then().statusCode(200);
        DeploymentChanged told =
                EventLog.of(Topic.DEPLOYMENTS)
                        .await(
                                DeploymentChanged.class,
                                event -> event.deployment().equals(model + "-narrow"));
        assertThat(told.spec()).containsKey("batching");
    }

    @Test
    void aChangedDescriptorTakesEffectAtOnce() throws Exception {
        // Given
        String model = model().name();
        deploy(model, "{\"model\":\"%s\",\"spec\":{\"batching\":{\"maxRows\":1}}}".formatted(model))
                .then()
                .statusCode(200);
        String two = tensor("[2,3]", "[0,0,0,0,0,0]");
        infer(model, two).then().statusCode(400);

        // When
        deploy(model, "{\"model\":\"%s\",\"spec\":{}}".formatted(model)).then().statusCode(200);

        // Then
        infer(model, two).then().statusCode(200);
    }

    @Test
    void aDeploymentOfOneVersionFollowsNoAlias() throws Exception {
        // Given
        String model = model().name();

        // When
        deploy(model + "-two", "{\"model\":\"%s\",\"spec\":{\"version\":\"2\"}}".formatted(model))
                .then()
                .statusCode(200);

        // Then
        infer(model + "-two", tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(200)
                .body("model_version", equalTo("2"));
    }

    @Test
    void aWithdrawnDeploymentIsGoneAndItsModelGoesOn() throws Exception {
        // Given
        String model = model().name();
        String name = model + "-brief";
        deploy(name, "{\"model\":\"%s\"}".formatted(model)).then().statusCode(200);

        // When
        given().delete("/api/v1/deployments/{n}?actor=ann&reason=done", name)
                .then()
                .statusCode(204);

        // Then
        infer(name, tensor("[1,3]", "[0,0,0]")).then().statusCode(404);
        infer(model, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        DeploymentWithdrawn told =
                EventLog.of(Topic.DEPLOYMENTS)
                        .await(DeploymentWithdrawn.class, event -> event.deployment().equals(name));
        assertThat(told.actor()).isEqualTo("ann");
        given().delete("/api/v1/deployments/{n}", name).then().statusCode(404);
    }

    @Test
    void aDefaultForAColumnThatNobodyLooksUpIsToldWhere() throws Exception {
        // Given
        String model = model().name();

        // When
        Response refused =
                deploy(
                        model,
                        "{\"model\":\"%s\",\"spec\":{\"missing\":{\"policy\":\"default\",\"defaults\":{\"delay\":1}}}}"
                                .formatted(model));

        // Then
        refused.then()
                .statusCode(422)
                .body("detail", containsString("spec.missing.defaults.delay must be a column"));
    }

    @Test
    void aBrokenDescriptorChangesNothing() throws Exception {
        // Given
        String model = model().name();

        // When
        deploy(model, "{\"model\":\"%s\",\"spec\":{\"batchin\":{}}}".formatted(model))
                .then()
                .statusCode(422)
                .body("detail", containsString("spec.batchin is not known here"));

        // Then
        infer(model, tensor("[2,3]", "[0,0,0,0,0,0]")).then().statusCode(200);
    }
}
