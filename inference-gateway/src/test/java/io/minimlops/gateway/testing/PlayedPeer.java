package io.minimlops.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// A server that a test can take down (every answer is 500) and bring back: `PUT /-/down`, `PUT
/// /-/up`.
abstract class PlayedPeer {

    private HttpServer server;
    private volatile boolean down;

    String start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::exchange);
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    abstract void answer(HttpExchange exchange, String method, String path, byte[] body)
            throws IOException;

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getRawPath();
            if (path.startsWith("/-/")) {
                down = path.endsWith("down");
                send(exchange, 200, "{}");
            } else if (down && isAsked(exchange.getRequestMethod(), path)) {
                send(exchange, 500, "{\"detail\":\"played outage\"}");
            } else {
                answer(exchange, exchange.getRequestMethod(), path, body);
            }
        }
    }

    /// By the service under test; the test itself may prepare answers meanwhile.
    private static boolean isAsked(String method, String path) {
        return !method.equals("PUT") || path.contains("/aliases/");
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
