package io.minimlops.tracker.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A registry that answers with what it was asked, unless it was told what to answer, and can be
/// away. About the model `golden-flights` it answers as the real one does.
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
        server.createContext("/", StubRegistry::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Optional<String> told = told(exchange).or(() -> golden(exchange, body));
        if (told.isPresent()) {
            send(exchange, 200, "application/json", told.get());
        } else {
            echo(exchange, body);
        }
    }

    private static Optional<String> told(HttpExchange exchange) {
        return ANSWERS.entrySet().stream()
                .filter(it -> exchange.getRequestURI().toString().contains(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> golden(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        String asked = exchange.getRequestURI() + body;
        boolean isAsked =
                asked.contains("golden-flights")
                        || (path.endsWith("/model-versions/search") && !asked.contains("run_id"));
        return isAsked ? Optional.of(golden(path)) : Optional.empty();
    }

    private static String golden(String path) {
        return switch (path.substring(path.indexOf("mlflow/") + "mlflow/".length())) {
            case "model-versions/get", "model-versions/create", "model-versions/update" ->
                    "{\"model_version\":" + resource("model-version") + "}";
            case "model-versions/search", "registered-models/get-latest-versions" ->
                    "{\"model_versions\":[" + resource("model-version") + "]}";
            case "model-versions/get-download-uri" ->
                    "{\"artifact_uri\":\"mlflow-artifacts:/1/models/m-1/artifacts\"}";
            default -> "{\"registered_model\":" + resource("registered-model") + "}";
        };
    }

    private static String resource(String name) {
        try (InputStream content =
                StubRegistry.class.getResourceAsStream("/registry/" + name + ".json")) {
            return new String(Objects.requireNonNull(content).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void echo(HttpExchange exchange, String body) throws IOException {
        String heard =
                "%s %s %s %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                exchange.getRequestHeaders().getFirst("Content-Type"),
                                body);
        send(exchange, body.contains("missing") ? 404 : 200, "text/heard", heard);
    }

    private static void send(HttpExchange exchange, int status, String type, String content)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] answer = content.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
