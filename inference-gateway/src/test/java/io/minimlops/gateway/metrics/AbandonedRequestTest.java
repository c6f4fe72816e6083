package io.minimlops.gateway.metrics;

import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;

import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.RawHttp;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class AbandonedRequestTest {

    @Inject MetricsListener listener;

    @Test
    void whoHangsUpWhileWaitingLeavesTheQueueAndIsCountedAsCanceled() throws Exception {
        // Given
        Registered model = Registered.plain();
        waitForCompany(model.name());
        byte[] body = tensor("[1,3]", "[0,0,0]").getBytes(UTF_8);
        String labels = "model=\"%s\",version=\"1\"".formatted(model.name());
        RawHttp client = new RawHttp();
        client.send(RawHttp.post("/v2/models/" + model.name() + "/infer", body.length)).send(body);
        awaitMetric("nv_inference_pending_request_count{%s,} 1.0".formatted(labels));

        // When
        client.close();

        // Then
        awaitMetric("nv_inference_pending_request_count{%s,} 0.0".formatted(labels));
        awaitMetric("nv_inference_request_failure{%s,reason=\"CANCELED\",} 1.0".formatted(labels));
    }

    /// A request alone would stay in the queue for longer than the test is ready to wait.
    private static void waitForCompany(String model) {
        Gateway.deploy(
                        model,
                        """
                        {"batching":{"maxRows":64,"preferredRows":[64],
                         "maxQueueDelay":"PT30S","adaptiveDelay":false}}""")
                .then()
                .statusCode(200);
    }

    private void awaitMetric(String line) {
        Awaitility.await(line)
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                given().get("http://localhost:" + listener.port() + "/metrics")
                                        .then()
                                        .body(containsString(line)));
    }
}
