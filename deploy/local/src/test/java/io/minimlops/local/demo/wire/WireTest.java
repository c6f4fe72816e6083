package io.minimlops.local.demo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Patience patience = new Patience(Duration.ofSeconds(10));
    private HttpServer server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        wire =
                new Wire(
                        HttpClient.newHttpClient(),
                        "a service",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        patience);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCallIsRepeatedWordForWordUntilTheServiceIsBack() {
        // Given
        answers(503, 0, 502, 200);
        // When
        boolean fine = wire.post("/call", Map.of("id", "a")).path("fine").asBoolean();
        // Then
        assertThat(fine).isTrue();
        assertThat(bodies).hasSizeGreaterThanOrEqualTo(4).containsOnly("{\"id\":\"a\"}");
        assertThat(patience.repeats()).isEqualTo(3);
    }

    @Test
    void anAnswerThatSaysNoIsNotRepeated() {
        // Given
        answers(400, 200);
        // When, Then
        assertThatThrownBy(() -> wire.post("/call", Map.of()))
                .isInstanceOf(UnexpectedAnswer.class)
                .hasMessageContaining("a service answered 400");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void aProbeIsSentOnce() {
        // Given
        answers(503, 200);
        // When, Then
        assertThatThrownBy(() -> wire.postOnce("/call", Map.of()))
                .isInstanceOf(UnexpectedAnswer.class);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void patienceEnds() {
        // Given
        answers(503);
        Wire hasty =
                new Wire(
                        HttpClient.newHttpClient(),
                        "a service",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        new Patience(Duration.ofMillis(120)));
        // When, Then
        assertThatThrownBy(() -> hasty.get("/call")).hasMessageContaining("answered 503");
    }

    /// The last status goes on for ever; 0 closes the connection without an answer.
    private void answers(int... statuses) {
        server.createContext("/call", exchange -> answer(exchange, statuses));
    }

    private void answer(HttpExchange exchange, int... statuses) throws IOException {
        int status = statuses[Math.min(bodies.size(), statuses.length - 1)];
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (status > 0) {
            byte[] body = "{\"fine\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
