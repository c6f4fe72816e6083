package io.minimlops.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minimlops.local.Mlops;
import io.minimlops.local.demo.killed.KilledGateway;
import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState.PartState;
import io.minimlops.local.home.ProcessIdentity;
import io.minimlops.local.part.Part;
import io.minimlops.local.port.TakenPort;
import io.minimlops.testing.ExercisePage;
import io.minimlops.testing.PageRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The five services as five processes on real servers, and the loop turned once through them.
/// Needs the services built: in a build of everything, this module is the last.
class ClosedLoopTest {

    private static final int PORT_OFFSET = freeOffset();

    @TempDir private static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void theCheckout() {
        System.setProperty(
                "mlops.root", Path.of("..", "..").toAbsolutePath().normalize().toString());
    }

    @AfterAll
    static void down() {
        assertThat(mlops(new StringWriter(), "down")).isZero();
    }

    @Test
    void theLoopTurnsAndWhatItTellsIsTrue() throws IOException, InterruptedException {
        // Given
        StringWriter told = new StringWriter();
        // When
        int code = mlops(told, "demo", "--fast");
        // Then
        assertThat(code).as("%s", told).isZero();
        assertThat(told.toString())
                .contains("each answered exactly once, none lost")
                .contains("drift fired on dest_delays__late_share_24h in 1 of 2 windows")
                .contains("hour stayed silent", "distance stayed silent")
                .contains("rolled back by itself")
                .contains("requests meanwhile, 0 failed");
        JsonNode history =
                ask(Part.MODEL_REGISTRY, "/api/v1/models/flight-delay/aliases/champion/history")
                        .path("moves");
        String champion = history.path(0).path("to").asText();
        assertThat(history.path(0).path("kind").asText()).isEqualTo("ROLLBACK");
        JsonNode deployment = ask(Part.INFERENCE_GATEWAY, "/api/v1/deployments/flight-delay");
        assertThat(deployment.path("champion").path("version").asText()).isEqualTo(champion);
        assertThat(deployment.has("canary")).isFalse();
    }

    @Test
    void whatAKilledTrackerHadAcknowledgedIsThereAndNothingTwice() throws Exception {
        // Given
        StringWriter told = new StringWriter();
        assertThat(mlops(told, "up")).as("%s", told).isZero();
        StubbornWriters writers =
                new StubbornWriters(Part.EXPERIMENT_TRACKER.address(PORT_OFFSET), 64);
        // When
        Map<String, Integer> acknowledged =
                writers.writeThrough(() -> kill(Part.EXPERIMENT_TRACKER));
        // Then
        for (Map.Entry<String, Integer> written : acknowledged.entrySet()) {
            assertThat(writers.stored(written.getKey()))
                    .as("%s", written.getKey())
                    .isEqualTo(IntStream.range(0, written.getValue()).boxed().toList());
        }
    }

    @Test
    void whatAKilledGatewayHadBegunIsFinishedAndNothingIsDoneTwice() throws Exception {
        // Given
        StringWriter told = new StringWriter();
        assertThat(mlops(told, "up")).as("%s", told).isZero();
        // When, Then
        new KilledGateway(PORT_OFFSET, folder.resolve("killed gateway"))
                .finishesWhatItHadBegun(() -> kill(Part.INFERENCE_GATEWAY));
    }

    @Test
    void everyStepOfTheServingPageDoesWhatThePageSays() {
        // Given
        StringWriter told = new StringWriter();
        assertThat(mlops(told, "up")).as("%s", told).isZero();
        // When, Then
        new PageRun(
                        ExercisePage.read(Path.of("../../exercises/10.5-serving.md")),
                        Map.of(
                                "TRACKER",
                                Part.EXPERIMENT_TRACKER.address(PORT_OFFSET),
                                "GATEWAY",
                                Part.INFERENCE_GATEWAY.address(PORT_OFFSET)))
                .check("curl", "awk", "grep", "sed", "cut", "sort", "uniq", "base64", "seq");
    }

    private static void kill(Part part) {
        Home.at(folder.resolve("a home")).readState().orElseThrow().parts().stream()
                .filter(state -> state.name().equals(part.label()))
                .findFirst()
                .map(PartState::process)
                .flatMap(ProcessIdentity::find)
                .orElseThrow()
                .destroyForcibly();
    }

    private JsonNode ask(Part service, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service.address(PORT_OFFSET) + path)).build();
        return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private static int mlops(StringWriter out, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(
                List.of(
                        "--home",
                        folder.resolve("a home").toString(),
                        "--port-offset",
                        Integer.toString(PORT_OFFSET)));
        CommandLine commandLine = Mlops.commandLine();
        PrintWriter writer = new PrintWriter(out, true);
        return commandLine.setOut(writer).setErr(writer).execute(arguments.toArray(String[]::new));
    }

    private static int freeOffset() {
        return IntStream.iterate(11_000, offset -> offset < 50_000, offset -> offset + 500)
                .filter(offset -> TakenPort.among(List.of(Part.values()), offset).isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
