package io.minimlops.orchestrator;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/// What tests ask of the service and of the peers behind it.
public final class Calls {

    private static final List<String> ENDED = List.of("SUCCEEDED", "FAILED", "CANCELED");

    private Calls() {}

    public static String uniqueName(String stem) {
        return stem + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /// The sample pipeline under a name of its own.
    public static String flightDelay(String name) {
        try (var yaml = Calls.class.getResourceAsStream("/flight-delay.yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8).replace("NAME", name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void apply(String yaml) {
        given().contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/pipelines")
                .then()
                .statusCode(201);
    }

    public static Response start(String pipeline, Map<String, ?> request) {
        return given().contentType("application/json")
                .body(request)
                .post("/api/v1/pipelines/" + pipeline + "/runs");
    }

    public static String started(String pipeline, Map<String, ?> request) {
        return start(pipeline, request).then().statusCode(201).extract().path("runId");
    }

    public static JsonPath run(String id) {
        return given().get("/api/v1/runs/" + id).then().statusCode(200).extract().jsonPath();
    }

    public static JsonPath ended(String id) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ENDED.contains(run(id).getString("status")));
        return run(id);
    }

    public static JsonPath story(String caseId) {
        return given().get("/api/v1/cases/" + caseId).then().statusCode(200).extract().jsonPath();
    }

    /// A value out of what the stand-in peers know.
    public static JsonPath peers(String what) {
        return given().get(peersUrl() + "/control/" + what).jsonPath();
    }

    public static void peerDown(String peer) {
        given().put(peersUrl() + "/control/down/" + peer).then().statusCode(200);
    }

    public static void peerUp(String peer) {
        given().delete(peersUrl() + "/control/down/" + peer).then().statusCode(200);
    }

    private static String peersUrl() {
        return ConfigProvider.getConfig().getValue("mlops.tracker.url", String.class);
    }
}
