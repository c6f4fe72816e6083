package io.minimlops.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.orchestrator.Calls;
import io.minimlops.orchestrator.peers.PeersResource;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "orchestrator"))
@QuarkusTestResource(PeersResource.class)
class PipelineRunTest {

    private static final String AS_OF = "2001-02-01T00:00:00Z";

    @Test
    void theFirstModelIsTrainedGatedRegisteredAndPromotedAndItsCaseTellsSo() {
        // Given
        String name = Calls.uniqueName("first");
        Calls.apply(Calls.flightDelay(name));
        // When
        JsonPath run = Calls.ended(Calls.started(name, Map.of("asOf", AS_OF, "reason", "trying")));
        // Then
        assertThat(run.getString("steps.error"))
                .isEqualTo("[null, null, null, null, null, null, null, null]");
        assertThat(run.getString("outcome")).isEqualTo("PROMOTED");
        assertThat(Calls.peers("aliases").getMap("$")).containsEntry(name + "/champion", "1");
        JsonPath story = Calls.story(run.getString("caseId"));
        assertThat(story.getList("timeline.kind", String.class))
                .contains(
                        "RUN_STARTED",
                        "TRAINING_SET",
                        "TRAINED",
                        "EVALUATED",
                        "GATE",
                        "REGISTERED",
                        "PROMOTED",
                        "RUN_FINISHED");
        assertThat(story.getString("status")).isEqualTo("CLOSED");
        assertThat(story.getString("model")).isEqualTo(name);
    }

    @Test
    void aChallengerThatDoesNotBeatTheChampionIsRefusedAndTheRunStillSucceeds() {
        // Given
        String name = Calls.uniqueName("refused");
        Calls.apply(Calls.flightDelay(name));
        Calls.ended(Calls.started(name, Map.of("asOf", AS_OF)));
        // When
        JsonPath run =
                Calls.ended(
                        Calls.started(
                                name, Map.of("asOf", AS_OF, "parameters", Map.of("rounds", 1))));
        // Then
        assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(run.getString("outcome")).isEqualTo("REFUSED");
        assertThat(run.getList("steps.status", String.class))
                .endsWith("SUCCEEDED", "SKIPPED", "SKIPPED");
        assertThat(Calls.peers("versions/" + name).getList("$")).hasSize(1);
        assertThat(Calls.story(run.getString("caseId")).getList("timeline.title", String.class))
                .anyMatch(title -> title.startsWith("Gate refused the challenger"));
    }

    @Test
    void theSameRequestIdGivesTheSameRun() {
        // Given
        String name = Calls.uniqueName("once");
        Calls.apply(command(name, "[true]"));
        Map<String, String> request = Map.of("requestId", UUID.randomUUID().toString());
        // When
        List<String> runs = List.of(Calls.started(name, request), Calls.started(name, request));
        // Then
        assertThat(runs.getFirst()).isEqualTo(runs.getLast());
    }

    @Test
    void aCommandThatFailsFailsTheRunAndItsLogIsThere() {
        // Given
        String name = Calls.uniqueName("command");
        Calls.apply(command(name, "[sh, -c, 'echo told; exit 3']"));
        // When
        JsonPath run = Calls.ended(Calls.started(name, Map.of()));
        // Then
        assertThat(run.getString("status")).isEqualTo("FAILED");
        assertThat(run.getString("steps[0].error")).contains("exited with 3");
        assertThat(
                        io.restassured.RestAssured.get(
                                        "/api/v1/runs/"
                                                + run.getString("runId")
                                                + "/steps/only/log")
                                .asString())
                .isEqualTo("told\n");
    }

    @Test
    void aCanceledRunStopsItsCommand() {
        // Given
        String name = Calls.uniqueName("cancel");
        Calls.apply(command(name, "[sleep, '600']"));
        String id = Calls.started(name, Map.of());
        org.awaitility.Awaitility.await()
                .until(() -> "RUNNING".equals(Calls.run(id).getString("steps[0].status")));
        // When
        io.restassured.RestAssured.post("/api/v1/runs/" + id + "/cancel").then().statusCode(200);
        // Then
        JsonPath run = Calls.ended(id);
        assertThat(run.getString("status")).isEqualTo("CANCELED");
    }

    @Test
    void aPeerThatIsAwayIsWaitedForAndTheRunGoesOnByItself() {
        // Given
        String name = Calls.uniqueName("outage");
        Calls.apply(Calls.flightDelay(name));
        Calls.peerDown("features");
        String id;
        // When
        try {
            id = Calls.started(name, Map.of("asOf", AS_OF));
            org.awaitility.Awaitility.await()
                    .until(() -> Calls.run(id).getInt("steps[0].attempts") >= 2);
        } finally {
            Calls.peerUp("features");
        }
        // Then
        assertThat(Calls.ended(id).getString("outcome")).isEqualTo("PROMOTED");
    }

    static String command(String name, String argv) {
        return """
               name: %s
               steps:
                 - {name: only, uses: command, with: {command: %s}}
               """
                .formatted(name, argv);
    }
}
