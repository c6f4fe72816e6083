package io.minimlops.orchestrator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.events.PipelineEvent.PipelineRunFinished;
import io.minimlops.events.Topic;
import io.minimlops.orchestrator.peers.PeersResource;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "orchestrator"))
@QuarkusTestResource(PeersResource.class)
class OutageTest {

    private static final String COMMAND =
            """
            name: %s
            steps:
              - {name: only, uses: command, with: {command: [sleep, "%s"]}}
            """;

    @Test
    void aDatabaseThatStopsAndReturnsCostsNoFinishedWork() {
        // Given
        String name = Calls.uniqueName("database");
        Calls.apply(COMMAND.formatted(name, "1"));
        String run = Calls.started(name, Map.of());
        await().until(() -> "RUNNING".equals(Calls.run(run).getString("steps[0].status")));
        // When
        PlatformResource.postgres().stop();
        try {
            given().get("/api/v1/runs/" + run)
                    .then()
                    .statusCode(503)
                    .body("dependency", equalTo("postgresql"));
        } finally {
            PlatformResource.postgres().start();
        }
        // Then
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> given().get("/api/v1/runs/" + run).statusCode() == 200);
        assertThat(Calls.ended(run).getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aBrokerThatStopsDelaysEventsAndNothingElse() {
        // Given
        String name = Calls.uniqueName("broker");
        Calls.apply(COMMAND.formatted(name, "0"));
        PlatformResource.kafka().stop();
        String run;
        // When
        try {
            run = Calls.started(name, Map.of());
            assertThat(Calls.ended(run).getString("status")).isEqualTo("SUCCEEDED");
        } finally {
            PlatformResource.kafka().start();
        }
        // Then
        PipelineRunFinished told =
                EventLog.of(Topic.PIPELINES)
                        .await(PipelineRunFinished.class, e -> e.runId().equals(run));
        assertThat(told.status()).isEqualTo("SUCCEEDED");
    }
}
