package io.minimlops.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Answers a GET with what was PUT to the same path. `/api/v1/models` lists every
/// `/api/v1/models/{name}`.
final class PlayedRegistry extends PlayedPeer {

    private static final String MODELS = "/api/v1/models";

    private final Map<String, String> answers = new ConcurrentHashMap<>();

    @Override
    void answer(HttpExchange exchange, String method, String path, byte[] body) throws IOException {
        if (method.equals("PUT")) {
            answers.put(path, new String(body, UTF_8));
            send(exchange, 200, "{}");
        } else if (path.equals(MODELS)) {
            send(exchange, 200, "{\"models\":[" + models() + "]}");
        } else if (answers.containsKey(path)) {
            send(exchange, 200, answers.get(path));
        } else {
            send(exchange, 404, "{\"detail\":\"unknown\"}");
        }
    }

    private String models() {
        return answers.entrySet().stream()
                .filter(each -> each.getKey().matches(MODELS + "/[^/]+"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(","));
    }
}
