package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.flights;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class OutageTest {

    @AfterEach
    void bringEverythingBack() throws Exception {
        PlatformResource.kafka().start();
        PlatformResource.s3().start();
        Registered.peer("mlops.registry.url", true);
        Registered.peer("mlops.features.url", true);
    }

    private static Response feedback(String model) {
        return given().contentType(ContentType.JSON)
                .body(
                        "{\"model\":\"%s\",\"labels\":[{\"predictionId\":\"p\",\"label\":1}]}"
                                .formatted(model))
                .post("/api/v1/feedback");
    }

    @Test
    void predictionsGoOnWithoutKafkaAndFeedbackSaysWhatIsAway() throws Exception {
        // Given
        Registered model = Registered.served(OnnxModel.logistic(0, 0, 0, 0));

        // When
        PlatformResource.kafka().stop();

        // Then
        for (int i = 0; i < 50; i++) {
            infer(model.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        }
        feedback(model.name())
                .then()
                .statusCode(503)
                .body("dependency", equalTo("kafka"))
                .header("Retry-After", equalTo("1"));
        given().get("/v2/health/ready").then().statusCode(200);

        // When
        PlatformResource.kafka().start();

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> feedback(model.name()).statusCode() == 202);
    }

    @Test
    void withoutTheFeatureStoreWhoNeedsItIsToldAtOnceAndTheOthersGoOn() throws Exception {
        // Given
        Registered needy = new Registered().featureVersion("1", -2).champion("1");
        Registered other =
                new Registered().version("1", OnnxModel.logistic(0, 0, 0, 0)).champion("1");
        awaitChampion(needy.name(), "1");
        awaitChampion(other.name(), "1");

        // When
        Registered.peer("mlops.features.url", false);

        // Then
        for (int i = 0; i < 20; i++) {
            infer(needy.name(), flights("\"ATL\"", "1"))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .body("error", containsString("feature-store"))
                    .time(lessThan(2_000L));
            infer(other.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        }
        given().get("/v2/health/ready").then().statusCode(200);

        // When
        Registered.peer("mlops.features.url", true);

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> infer(needy.name(), flights("\"ATL\"", "1")).statusCode() == 200);
    }

    @Test
    void predictionsGoOnWithoutRegistryAndStoreAndAMissedMoveIsMadeUpFor() throws Exception {
        // Given
        Registered model =
                Registered.served(OnnxModel.logistic(0, 0, 0, 0), OnnxModel.logistic(1, 0, 0, 0));

        // When
        Registered.peer("mlops.registry.url", false);
        PlatformResource.s3().stop();
        model.champion("2");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                given().get("/api/v1/deployments/{m}", model.name())
                                        .then()
                                        .body("trouble", containsString("model-registry")));
        infer(model.name(), tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(200)
                .body("model_version", equalTo("1"));
        given().contentType(ContentType.JSON)
                .body("{\"version\":\"2\",\"percent\":5}")
                .put("/api/v1/deployments/{m}/canary", model.name())
                .then()
                .statusCode(503)
                .body("dependency", equalTo("model-registry"));

        // When
        Registered.peer("mlops.registry.url", true);
        PlatformResource.s3().start();

        // Then
        awaitChampion(model.name(), "2");
    }
}
