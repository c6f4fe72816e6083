package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.minimlops.gateway.testing.GraphDeployments.deploy;
import static io.minimlops.gateway.testing.GraphDeployments.mean;
import static io.minimlops.gateway.testing.GraphDeployments.model;
import static io.minimlops.gateway.testing.GraphDeployments.sequence;
import static io.minimlops.gateway.testing.GraphDeployments.unique;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.gateway.metrics.MetricsListener;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.RawHttp;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many requests a graph takes, and how long they may be under way.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GraphLimitsTest {

    private static final String ROW = tensor("[1,3]", "[0,0,0]");

    @Inject MetricsListener listener;

    /// A deployment whose requests wait for 64 rows, longer than a test does.
    private static String waitingForCompany() throws Exception {
        String name = model(0);
        Gateway.deploy(
                        name,
                        """
                        {"batching":{"maxRows":64,"preferredRows":[64],
                         "maxQueueDelay":"PT1M","adaptiveDelay":false}}""")
                .then()
                .statusCode(200);
        return name;
    }

    /// A request whose answer nobody waits for yet.
    private static RawHttp begin(String graph) throws IOException {
        byte[] body = ROW.getBytes(UTF_8);
        return new RawHttp()
                .send(RawHttp.post("/v2/models/" + graph + "/infer", body.length))
                .send(body);
    }

    private void awaitWaiting(String step, int requests) {
        awaitMetric(
                "nv_inference_pending_request_count{model=\"%s\",version=\"1\",} %d.0"
                        .formatted(step, requests));
    }

    private void awaitMetric(String line) {
        Awaitility.await(line)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                given().get("http://localhost:" + listener.port() + "/metrics")
                                        .asString()
                                        .contains(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ",\"maxInFlight\":1 | ~~ | 503 | 1 requests are under way in the graph",
                "~~ | ,\"limits\":{\"concurrency\":1} | 429 | 1 requests are under way"
            })
    void beyondItsLimitARequestIsToldToComeBackUntilTheFirstIsAnswered(
            String inGraph, String inSpec, int status, String told) throws Exception {
        // Given
        String step = waitingForCompany();
        String name = unique();
        deploy(name, sequence(step), inGraph, inSpec).then().statusCode(200);
        RawHttp first = begin(name);
        awaitWaiting(step, 1);

        // When
        Response second = infer(name, ROW);

        // Then
        second.then()
                .statusCode(status)
                .header("Retry-After", equalTo("1"))
                .body("error", containsString(told));
        infer(step, tensor("[63,3]", "[" + "0,".repeat(188) + "0]")).then().statusCode(200);
        assertThat(first.receive().status()).isEqualTo(200);
        try (first;
                RawHttp third = begin(name)) {
            awaitWaiting(step, 1);
        }
    }

    @Test
    void aStepThatOutwaitsTheGraphsTimeIsGivenUpByName() throws Exception {
        // Given
        String step = waitingForCompany();
        String name = unique();
        deploy(name, sequence(model(0), step), "", ",\"limits\":{\"timeout\":\"PT0.2S\"}")
                .then()
                .statusCode(200);

        // When
        Response answer = infer(name, ROW);

        // Then
        answer.then().statusCode(503).body("error", containsString("step 's1'"));
        awaitWaiting(step, 0);
        awaitMetric(
                "nv_inference_request_failure{model=\"%s\",version=\"1\",reason=\"REJECTED\",} 1.0"
                        .formatted(name));
    }

    @Test
    void whoHangsUpTakesTheStepsOutOfTheirQueues() throws Exception {
        // Given
        String one = waitingForCompany();
        String other = waitingForCompany();
        String inner = unique();
        String name = unique();
        deploy(inner, sequence(other)).then().statusCode(200);
        deploy(name, mean(one, inner)).then().statusCode(200);
        RawHttp client = begin(name);
        awaitWaiting(one, 1);
        awaitWaiting(other, 1);

        // When
        client.close();

        // Then
        awaitWaiting(one, 0);
        awaitWaiting(other, 0);
        for (String canceled : new String[] {one, other, name}) {
            awaitMetric(
                    "nv_inference_request_failure{model=\"%s\",version=\"1\",reason=\"CANCELED\",} 1.0"
                            .formatted(canceled));
        }
    }

    @Test
    void aRequestWithMoreRowsThanTheGraphTakesIsRefusedForGood() throws Exception {
        // Given
        String name = unique();
        deploy(name, sequence(model(0)), "", ",\"limits\":{\"maxRowsPerRequest\":1}")
                .then()
                .statusCode(200);

        // When
        Response two = infer(name, tensor("[2,3]", "[0,0,0,0,0,0]"));

        // Then
        two.then().statusCode(400).body("error", containsString("takes at most 1"));
        infer(name, ROW).then().statusCode(200);
    }
}
