package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class SwapTest {

    @Test
    void noRequestFailsWhileTheChampionChangesAgainAndAgain() throws Exception {
        // Given
        Registered model = new Registered();
        for (int version = 1; version <= 4; version++) {
            model.version(String.valueOf(version), OnnxModel.logistic(version, 0, 0, 0));
        }
        model.champion("1");
        awaitChampion(model.name(), "1");
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        Set<String> answered = ConcurrentHashMap.newKeySet();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(
                    Thread.ofVirtual().start(() -> hammer(model.name(), stop, failures, answered)));
        }

        // When
        for (String version : List.of("2", "3", "4", "3", "4", "1", "2")) {
            model.champion(version);
            awaitChampion(model.name(), version);
        }
        stop.set(true);
        for (Thread client : clients) {
            client.join();
        }

        // Then
        assertThat(failures).isEmpty();
        assertThat(answered).contains("1", "2", "3", "4");
    }

    @Test
    void aRollbackReachesServingInLessThanASecond() throws Exception {
        // Given
        Registered model =
                Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0));
        model.champion("2");
        awaitChampion(model.name(), "2");

        // When
        long start = System.nanoTime();
        model.champion("1");
        awaitChampion(model.name(), "1");

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aLostEventIsMadeUpForByAsking() throws Exception {
        // Given
        Registered model =
                Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0));

        // When
        model.championInRegistryOnly("2");

        // Then
        awaitChampion(model.name(), "2");
    }

    @Test
    void aDamagedVersionIsRefusedAndThePresentOneGoesOn() throws Exception {
        // Given
        Registered model =
                new Registered()
                        .version("1", OnnxModel.logistic(0, 0, 0, 0))
                        .version("2", OnnxModel.logistic(5, 0, 0, 0))
                        .damage("2", "model.onnx")
                        .champion("1");
        awaitChampion(model.name(), "1");

        // When
        model.champion("2");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                given().get("/api/v1/deployments/{m}", model.name())
                                        .then()
                                        .body("champion.version", equalTo("1"))
                                        .body(
                                                "trouble",
                                                containsString("damaged: model.onnx has")));
        infer(model.name(), tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(200)
                .body("model_version", equalTo("1"));
        given().post("/v2/repository/index")
                .then()
                .body(
                        "find { it.name == '%s' && it.version == '2' }.reason"
                                .formatted(model.name()),
                        containsString("damaged"));
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        // Given
        Registered model = new Registered().files("1", Map.of("model.onnx", new byte[] {1, 2, 3}));

        // When
        model.champion("1");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                infer(model.name(), tensor("[1,3]", "[0,0,0]"))
                                        .then()
                                        .statusCode(503)
                                        .body("error", containsString("not a model")));
    }

    private static void hammer(
            String model, AtomicBoolean stop, Queue<String> failures, Set<String> answered) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/v2/models/%s/infer"
                                                .formatted(RestAssured.port, model)))
                        .POST(HttpRequest.BodyPublishers.ofString(tensor("[1,3]", "[0,0,0]")))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!stop.get()) {
                HttpResponse<String> answer =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
                answered.add(answer.body().replaceAll(".*\"model_version\":\"(\\d)\".*", "$1"));
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }
}
