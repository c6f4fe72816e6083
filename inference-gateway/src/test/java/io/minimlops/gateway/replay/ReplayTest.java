package io.minimlops.gateway.replay;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.minimlops.events.InferenceEvent.PredictionsServed;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class ReplayTest {

    private static Registered registered;

    @BeforeEach
    void serve() throws Exception {
        if (registered == null) {
            registered =
                    new Registered()
                            .version("1", OnnxModel.logistic(0, 1, 0, 0))
                            .version("2", OnnxModel.logistic(0, 1, 1, 0))
                            .champion("1");
        }
        awaitChampion(registered.name(), "1");
    }

    @AfterEach
    void bringKafkaBack() throws Exception {
        PlatformResource.kafka().start();
    }

    private static Response start(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/replays");
    }

    private static Response start(String model, String version) {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        return start(
                "{\"deployment\":\"%s\",\"version\":\"%s\",\"from\":\"%s\"}"
                        .formatted(model, version, from));
    }

    private static Response await(String id) {
        return Awaitility.await("replay " + id)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> given().get("/api/v1/replays/{id}", id),
                        answer -> answer.path("finishedAt") != null);
    }

    @Test
    void aCandidateIsComparedOnWhatTheLogHolds() {
        // Given: the candidate sees the second column, which is not 0 in row 1 alone
        String model = registered.name();
        String id = UUID.randomUUID().toString();
        infer(
                        model,
                        """
                        {"id":"%s","inputs":[{"name":"input","shape":[3,3],"datatype":"FP32",
                         "data":[1,0,0, -1,4,0, 2,0,0]}]}"""
                                .formatted(id))
                .then()
                .statusCode(200);
        EventLog.of(Topic.INFERENCE_LOG)
                .await(PredictionsServed.class, event -> event.requestId().equals(id));
        given().contentType(ContentType.JSON)
                .body(
                        """
                        {"model":"%s","labels":[{"predictionId":"%2$s/0","label":0},
                         {"predictionId":"%2$s/1","label":1}]}"""
                                .formatted(model, id))
                .post("/api/v1/feedback")
                .then()
                .statusCode(202);

        // When
        Response finished = await(start(model, "2").then().statusCode(202).extract().path("id"));

        // Then
        finished.then()
                .body("state", equalTo("SUCCEEDED"))
                .body("report.rows", equalTo(3))
                .body("report.equal", equalTo(2))
                .body("report.flips.up", equalTo(1))
                .body("report.flips.down", equalTo(0))
                .body("report.top[0].predictionId", equalTo(id + "/1"))
                .body("report.top[0].features.'input[1]'", equalTo(4.0f))
                .body("report.servedVersions.'1'", equalTo(3))
                .body("report.labels", equalTo(2))
                .body("report.served.auc", equalTo(0.0f))
                .body("report.candidate.auc", equalTo(1.0f));
        await(start(model, "1").path("id")).then().body("report.equalShare", equalTo(1.0f));
    }

    @Test
    void withoutKafkaAReplayFailsAndSaysSo() throws Exception {
        // Given
        PlatformResource.kafka().stop();

        // When
        Response finished =
                await(start(registered.name(), "2").then().statusCode(202).extract().path("id"));

        // Then
        finished.then()
                .body("state", equalTo("FAILED"))
                .body("dependency", equalTo("kafka"))
                .body("reason", notNullValue());
    }

    @Test
    void oneThatHasEndedIsNotCancelledAndAnUnknownOneIsNotFound() {
        // Given
        String id = start(registered.name(), "2").path("id");
        await(id);

        // When
        String state = given().delete("/api/v1/replays/{id}", id).path("state");

        // Then
        assertThat(state).isEqualTo("SUCCEEDED");
        given().get("/api/v1/replays/nobody").then().statusCode(404);
        given().delete("/api/v1/replays/nobody").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nonsense",
                "{\"deployment\":\"MODEL\",\"version\":\"2\"}",
                "{\"deployment\":\"MODEL\",\"version\":\"2\",\"from\":\"yesterday\"}",
                "{\"deployment\":\"MODEL\",\"version\":\"2\",\"from\":\"2999-01-01T00:00:00Z\"}",
                "{\"deployment\":\"MODEL\",\"version\":\"2\",\"from\":\"2001-01-02T00:00:00Z\",\"to\":\"2001-01-01T00:00:00Z\"}",
                "{\"deployment\":\"MODEL\",\"version\":\"2\",\"from\":\"2001-01-01T00:00:00Z\",\"maxRows\":0}",
                "{\"deployment\":\"MODEL\",\"version\":\"2\",\"from\":\"2001-01-01T00:00:00Z\",\"maxRows\":2000000000}",
                "{\"deployment\":\"MODEL\",\"version\":\"2\",\"from\":\"2001-01-01T00:00:00Z\",\"tolerance\":-1}",
                "{\"deployment\":\"MODEL\",\"version\":\"99\",\"from\":\"2001-01-01T00:00:00Z\"}",
                "{\"deployment\":\"nobody\",\"version\":\"2\",\"from\":\"2001-01-01T00:00:00Z\"}"
            })
    void aWrongWishIsRefused(String body) {
        assertThat(start(body.replace("MODEL", registered.name())).statusCode())
                .isBetween(400, 499);
    }
}
