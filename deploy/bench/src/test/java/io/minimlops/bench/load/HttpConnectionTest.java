package io.minimlops.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private static final int OF_KNOWN_LENGTH = 100_000;

    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/known", 200, OF_KNOWN_LENGTH);
        answer("/chunked", 200, 0);
        answer("/refused", 400, 0);
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Echoes the body, repeated until it has the length, or once and in chunks.
    private void answer(String path, int status, int length) {
        server.createContext(
                path,
                exchange -> {
                    String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    exchange.sendResponseHeaders(status, length);
                    try (var body = exchange.getResponseBody()) {
                        body.write(
                                length == 0
                                        ? sent.getBytes(UTF_8)
                                        : sent.repeat(length).substring(0, length).getBytes(UTF_8));
                    }
                });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void oneConnectionCarriesManyCalls() throws IOException {
        try (HttpConnection connection = new HttpConnection(address)) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.call(HttpCall.post(address, "/known", "ab")))
                        .hasSize(OF_KNOWN_LENGTH)
                        .startsWith("abab");
                assertThat(connection.call(HttpCall.post(address, "/chunked", "ü" + i)))
                        .isEqualTo("ü" + i);
            }
        }
    }

    @Test
    void anAnswerOutsideTwoHundredIsAFailureAndLeavesTheConnectionUsable() throws IOException {
        try (HttpConnection connection = new HttpConnection(address)) {
            assertThatThrownBy(() -> connection.call(HttpCall.post(address, "/refused", "no")))
                    .isInstanceOf(UnexpectedAnswer.class)
                    .hasMessage("400 no");

            assertThat(connection.call(HttpCall.post(address, "/chunked", "yes"))).isEqualTo("yes");
        }
    }
}
