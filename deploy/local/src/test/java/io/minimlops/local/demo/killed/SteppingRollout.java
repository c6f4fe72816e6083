package io.minimlops.local.demo.killed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/// A version that takes over a deployment's traffic step by step, and the clients that send it. No
/// model has the deployment's name, so who does not know the deployment knows nothing of it.
final class SteppingRollout implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final int KEYS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private final PatientHttp http;
    private final String infer;
    private final String rollout;
    private final String moves;

    SteppingRollout(PatientHttp http, TwoVersions model, int portOffset)
            throws IOException, InterruptedException {
        this.http = http;
        String gateway = Part.INFERENCE_GATEWAY.address(portOffset);
        String name = model.name() + "-stepping";
        String deployment = gateway + "/api/v1/deployments/" + name;
        this.infer = gateway + "/v2/models/" + name + "/infer";
        this.rollout = deployment + "/rollout";
        this.moves =
                "%s/api/v1/models/%s/aliases/champion/history"
                        .formatted(Part.MODEL_REGISTRY.address(portOffset), model.name());
        http.send(
                "PUT",
                deployment,
                """
                {"model":"%s","actor":"ann","reason":"try","spec":{"traffic":{"rollout":{"version":"2",
                 "steps":[5,25,100],"interval":"PT5S","minRequests":10,"latencyFloor":"PT30S"}}}}"""
                        .formatted(model.name()));
        for (int i = 0; i < CLIENTS; i++) {
            int first = i;
            clients.add(Thread.ofVirtual().start(() -> askAgainAndAgain(first)));
        }
    }

    boolean isAt(int percent) throws IOException, InterruptedException {
        return http.get(rollout).path("percent").asInt() == percent;
    }

    /// Waits for its end: every step was taken once, and whoever had the new version kept it.
    void endsAsIfNothingHadHappened() throws Exception {
        Awaitility.await("the end of the rollout")
                .atMost(PATIENCE)
                .until(() -> http.get(rollout).path("state").asText(), "promoted"::equals);
        close();
        List<String> steps = new ArrayList<>();
        for (JsonNode each : http.get(rollout).path("history")) {
            steps.addFirst(each.path("state").asText() + " " + each.path("percent").asInt());
        }
        assertThat(steps)
                .containsExactly(
                        "running 5", "running 25", "running 100", "promoting 100", "promoted 0");
        assertThat(http.get(moves).path("moves").findValuesAsText("to")).containsExactly("2", "1");
        assertThat(wrong).isEmpty();
    }

    /// The keys of one client: nobody else asks with them.
    private void askAgainAndAgain(int client) {
        boolean[] moved = new boolean[KEYS];
        for (int i = 0; !stop.get(); i = (i + 1) % KEYS) {
            try {
                HttpResponse<String> answer = ask("user-%d-%d".formatted(client, i));
                if (answer.statusCode() == 200) {
                    boolean second =
                            json.readTree(answer.body()).path("model_version").asText().equals("2");
                    if (moved[i] && !second) {
                        wrong.add("back to version 1");
                    }
                    moved[i] = second;
                } else if (answer.statusCode() != 503) {
                    wrong.add(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException away) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private HttpResponse<String> ask(String key) throws IOException, InterruptedException {
        String body =
                """
                {"parameters":{"sticky_key":"%s"},
                 "inputs":[{"name":"input","datatype":"FP32","shape":[1,2],"data":[0,0]}]}"""
                        .formatted(key);
        return client.send(
                HttpRequest.newBuilder(URI.create(infer))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        stop.set(true);
        for (Thread each : clients) {
            each.join();
        }
    }
}
