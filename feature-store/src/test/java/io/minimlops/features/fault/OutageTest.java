package io.minimlops.features.fault;

import static io.minimlops.features.Project.post;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.embedded.Server;
import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import io.minimlops.testing.PlatformResource;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A server that stops and comes back: what needs it says so, what does not goes on, and nothing
/// has to be restarted.
@Platform
class OutageTest {

    private static final String ROWS =
            """
            {"origin": ["ORD"], "share": [0.25], "flights": [%d],
             "event_timestamp": ["2001-01-02T10:0%d:00Z"], "created": [null]}""";

    private static final String FLIGHTS =
            """
            flight_id,origin,hour,late,event_timestamp
            1,ORD,11,0,2001-01-02T11:00:00Z
            """;

    private static ValidatableResponse read(Project project) {
        return post(
                "/get-online-features",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [\"%s:flights\"]}"
                        .formatted(project.view()));
    }

    private static void during(Server server, Runnable outage) {
        server.stop();
        try {
            outage.run();
        } finally {
            server.start();
        }
    }

    private static void recovers(java.util.function.Supplier<ValidatableResponse> call) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> call.get().extract().statusCode() == 200);
    }

    @Test
    void withoutKafkaWritesAreRefusedAndReadsGoOn() {
        // Given
        Project project = Project.applied();
        project.push("online", ROWS.formatted(1, 1)).statusCode(200);

        // When
        during(
                PlatformResource.kafka(),
                () -> {
                    project.push("online", ROWS.formatted(2, 2))
                            .statusCode(503)
                            .header("Retry-After", "1")
                            .contentType("application/json")
                            .body(containsString("kafka"));
                    read(project).statusCode(200).body("results[1].values[0]", equalTo(1));
                    given().get("/q/health/ready").then().statusCode(200);
                });

        // Then
        recovers(() -> project.push("online", ROWS.formatted(3, 3)));
        read(project).body("results[1].values[0]", equalTo(3));
    }

    @Test
    void withoutTheObjectStoreOfflineIsRefusedAndOnlineGoesOn() {
        // Given
        Project project = Project.applied();

        // When
        during(
                PlatformResource.s3(),
                () -> {
                    project.uploadCsv(project.flights(), FLIGHTS)
                            .statusCode(503)
                            .body("dependency", equalTo("s3"));
                    post(
                                    "/api/v1/training-sets",
                                    project.trainingSet(
                                            "2001-01-01T00:00:00Z", "2001-02-01T00:00:00Z"))
                            .statusCode(503)
                            .body("dependency", equalTo("s3"));
                    project.push("online_and_offline", ROWS.formatted(2, 2))
                            .statusCode(503)
                            .body(containsString("s3"));
                    read(project).body("results[1].statuses[0]", equalTo("NOT_FOUND"));
                    project.push("online", ROWS.formatted(3, 3)).statusCode(200);
                    read(project).body("results[1].values[0]", equalTo(3));
                });

        // Then
        recovers(() -> project.uploadCsv(project.flights(), FLIGHTS));
    }

    @Test
    void withoutTheDatabaseOnlineGoesOn() {
        // Given
        Project project = Project.applied();
        project.push("online", ROWS.formatted(1, 1)).statusCode(200);

        // When
        during(
                PlatformResource.postgres(),
                () -> {
                    read(project).statusCode(200).body("results[1].values[0]", equalTo(1));
                    project.push("online", ROWS.formatted(2, 2)).statusCode(200);
                    project.apply(project.definitions())
                            .statusCode(503)
                            .body("dependency", equalTo("postgresql"));
                    project.uploadCsv(project.flights(), FLIGHTS)
                            .statusCode(503)
                            .body("dependency", equalTo("postgresql"));
                    given().get("/health").then().statusCode(503).contentType("application/json");
                });

        // Then
        recovers(() -> project.uploadCsv(project.flights(), FLIGHTS));
        recovers(() -> project.apply(project.definitions()));
    }
}
