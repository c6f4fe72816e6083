package io.minimlops.tracker.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A registry that answers with what it was asked, unless it was told what to answer, and can be
/// away.
public final class StubRegistry implements QuarkusTestResourceLifecycleManager {

    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
    private static HttpServer server;

    /// @param part of the addresses that are answered so
    public static void answer(String part, String json) {
        ANSWERS.put(part, json);
    }

    @Override
    public Map<String, String> start() {
        listen(0);
        return Map.of("mlops.registry.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    static void goAway() {
        server.stop(0);
    }

    static void comeBack() {
        listen(server.getAddress().getPort());
    }

    private static void listen(int port) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", StubRegistry::echo);
        server.start();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Optional<String> told =
                ANSWERS.entrySet().stream()
                        .filter(it -> exchange.getRequestURI().toString().contains(it.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        String heard =
                "%s %s %s %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                exchange.getRequestHeaders().getFirst("Content-Type"),
                                body);
        exchange.getResponseHeaders().add("Content-Type", "text/heard");
        byte[] answer = told.orElse(heard).getBytes(UTF_8);
        exchange.sendResponseHeaders(body.contains("missing") ? 404 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
