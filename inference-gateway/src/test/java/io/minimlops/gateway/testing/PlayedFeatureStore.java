package io.minimlops.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Knows every airport: the value of any feature of `"0.5@ATL"` is 0.5. Keys that begin with
/// `unknown`, `null` or `old` have that status. `GET /calls` tells how often it was asked; the key
/// `slow` makes a call take 100 ms.
final class PlayedFeatureStore extends PlayedPeer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TIME = "2001-01-01T10:00:00Z";

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    void answer(HttpExchange exchange, String method, String path, byte[] body) throws IOException {
        if (path.equals("/calls")) {
            send(exchange, 200, String.valueOf(calls.get()));
            return;
        }
        calls.incrementAndGet();
        JsonNode question = JSON.readTree(body);
        List<String> keys = new ArrayList<>();
        question.path("entities").path("origin").forEach(key -> keys.add(key.asText()));
        if (keys.contains("slow")) {
            LockSupport.parkNanos(100_000_000);
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode names = answer.putObject("metadata").putArray("feature_names").add("origin");
        ArrayNode results = answer.putArray("results");
        column(results, keys, true);
        for (JsonNode reference : question.path("features")) {
            names.add(reference.asText().replace(":", "__"));
            column(results, keys, false);
        }
        send(exchange, 200, answer.toString());
    }

    private static void column(ArrayNode results, List<String> keys, boolean echo) {
        ObjectNode result = results.addObject();
        ArrayNode values = result.putArray("values");
        ArrayNode statuses = result.putArray("statuses");
        ArrayNode times = result.putArray("event_timestamps");
        for (String key : keys) {
            if (echo) {
                values.add(key);
                statuses.add("PRESENT");
                times.add("1970-01-01T00:00:00Z");
            } else {
                cell(key, values, statuses, times);
            }
        }
    }

    private static void cell(String key, ArrayNode values, ArrayNode statuses, ArrayNode times) {
        if (key.startsWith("unknown")) {
            values.addNull();
            statuses.add("NOT_FOUND");
            times.add("1970-01-01T00:00:00Z");
        } else if (key.startsWith("null")) {
            values.addNull();
            statuses.add("NULL_VALUE");
            times.add(TIME);
        } else {
            values.add(key.contains("@") ? Double.parseDouble(key.split("@")[0]) : 1.0);
            statuses.add(key.startsWith("old") ? "OUTSIDE_MAX_AGE" : "PRESENT");
            times.add(TIME);
        }
    }
}
