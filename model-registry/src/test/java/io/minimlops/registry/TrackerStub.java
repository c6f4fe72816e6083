package io.minimlops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/// As much of the experiment tracker as the registry asks: it knows every run whose id begins with
/// `run`, and every logged model, and is out of order for the run `broken`.
public final class TrackerStub implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/2.0/mlflow/runs/get", TrackerStub::run);
        server.createContext("/api/2.0/mlflow/logged-models/", TrackerStub::loggedModel);
        server.start();
        return Map.of("mlops.tracker.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void run(HttpExchange call) throws IOException {
        String id = call.getRequestURI().getQuery().replaceAll(".*run_id=([^&]*).*", "$1");
        if (id.equals("broken")) {
            answer(call, 500, "{}");
        } else if (!id.startsWith("run")) {
            answer(call, 404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}");
        } else {
            answer(
                    call,
                    200,
                    "{\"run\":{\"info\":{\"run_id\":\"%1$s\",\"artifact_uri\":\"mlflow-artifacts:/1/%1$s/artifacts\"}}}"
                            .formatted(id));
        }
    }

    private static void loggedModel(HttpExchange call) throws IOException {
        String id = call.getRequestURI().getPath().replaceAll(".*/", "");
        answer(
                call,
                200,
                "{\"model\":{\"info\":{\"model_id\":\"%1$s\",\"source_run_id\":\"run-of-%1$s\",\"artifact_uri\":\"mlflow-artifacts:/1/models/%1$s/artifacts\"}}}"
                        .formatted(id));
    }

    private static void answer(HttpExchange call, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, body.length);
        try (var out = call.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
