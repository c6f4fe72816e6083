package io.minimlops.gateway.feedback;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.minimlops.events.FeedbackEvent.LabelsReceived;
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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class FeedbackTest {

    private static Registered model;

    @BeforeEach
    void serve() throws Exception {
        if (model == null) {
            model = new Registered().version("1", OnnxModel.logistic(0, 1, 2, 3)).champion("1");
        }
        awaitChampion(model.name(), "1");
    }

    private static Response give(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/feedback");
    }

    @Test
    void labelsAreInKafkaWhenTheyAreAccepted() {
        // Given
        String id = UUID.randomUUID().toString();

        // When
        give("{\"model\":\"%s\",\"labels\":[{\"predictionId\":\"%s\",\"label\":1,\"eventTime\":\"2001-01-01T00:00:00Z\"}]}"
                        .formatted(model.name(), id))
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));

        // Then
        LabelsReceived received =
                EventLog.of(Topic.FEEDBACK)
                        .await(
                                LabelsReceived.class,
                                event -> event.labels().getFirst().predictionId().equals(id));
        assertThat(received.model()).isEqualTo(model.name());
        assertThat(received.labels().getFirst().label()).isEqualTo(1.0);
        assertThat(received.labels().getFirst().eventTime())
                .isEqualTo(Instant.parse("2001-01-01T00:00:00Z"));
    }

    @Test
    void feedbackMeetsItsPredictionAndBecomesQuality() {
        // Given: scores of 1, 2 and 0 through a sigmoid
        String id = UUID.randomUUID().toString();
        infer(
                        model.name(),
                        """
                        {"id":"%s","inputs":[{"name":"input","shape":[3,3],"datatype":"FP32",
                         "data":[1,0,0,0,1,0,0,0,0]}]}"""
                                .formatted(id))
                .then()
                .statusCode(200);

        // When
        String labels =
                """
                {"model":"%s","labels":[{"predictionId":"%2$s/0","label":1},{"predictionId":"%2$s/1","label":0},
                 {"predictionId":"%2$s/2","reward":0.75},{"predictionId":"%2$s/9","label":1}]}"""
                        .formatted(model.name(), id);
        give(labels).then().statusCode(202).body("accepted", equalTo(4));
        give(labels).then().statusCode(202);

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                given().get("/api/v1/deployments/{m}/quality", model.name())
                                        .then()
                                        .statusCode(200)
                                        .body("feedback.repeated", greaterThanOrEqualTo(3))
                                        .body("feedback.unmatched", greaterThanOrEqualTo(2)));
        given().get("/api/v1/deployments/{m}/quality", model.name())
                .then()
                .body("versions[0].version", equalTo("1"))
                .body("versions[0].role", equalTo("champion"))
                .body("versions[0].figures.labels", equalTo(2))
                .body("versions[0].figures.positives", equalTo(1))
                .body("versions[0].figures.auc", equalTo(0.0f))
                .body("versions[0].figures.accuracy", equalTo(0.5f))
                .body("versions[0].figures.meanReward", equalTo(0.75f));
        given().queryParam("since", "2999-01-01T00:00:00Z")
                .get("/api/v1/deployments/{m}/quality", model.name())
                .then()
                .body("versions[0].figures.labels", equalTo(0));
    }

    @Test
    void qualityIsOfDeploymentsAndSinceATime() {
        given().get("/api/v1/deployments/nobody/quality").then().statusCode(404);
        given().queryParam("since", "yesterday")
                .get("/api/v1/deployments/{m}/quality", model.name())
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nonsense",
                "{\"model\":\"MODEL\",\"labels\":[]}",
                "{\"model\":\"MODEL\",\"labels\":[null]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"label\":1}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"a\"}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"\",\"label\":1}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"a\",\"label\":\"NaN\"}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"a\",\"reward\":\"NaN\"}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"a\",\"label\":1,\"reward\":1}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"a\",\"label\":1e999}]}",
                "{\"model\":\"MODEL\",\"labels\":[{\"predictionId\":\"a\",\"label\":1,\"eventTime\":\"x\"}]}",
                "{\"labels\":[{\"predictionId\":\"a\",\"label\":1}]}",
                "{\"model\":\"nobody\",\"labels\":[{\"predictionId\":\"a\",\"label\":1}]}"
            })
    void wrongFeedbackIsRefusedWhole(String body) {
        assertThat(give(body.replace("MODEL", model.name())).statusCode()).isBetween(400, 499);
    }
}
