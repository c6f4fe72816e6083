package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// HTTP with one service. A call that got no answer, or 502, 503 or 504, is repeated with the same
/// body; any other answer outside 2xx is an error.
public final class Wire {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final HttpClient client;
    private final String service;
    private final URI base;
    private final Patience patience;

    public Wire(HttpClient client, String service, URI base, Patience patience) {
        this.client = client;
        this.service = service;
        this.base = base;
        this.patience = patience;
    }

    JsonNode get(String path) {
        return patiently(request(path).GET().build());
    }

    Optional<JsonNode> find(String path) {
        HttpRequest request = request(path).GET().build();
        HttpResponse<String> answer = repeat(request);
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(Json.parse(accepted(request, answer).body()));
    }

    JsonNode post(String path, Object body) {
        return patiently(withJson(path, "POST", body));
    }

    /// @param key the request's identity, where sending it twice would do it twice
    JsonNode post(String path, Object body, String key) {
        return patiently(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(Json.text(body)))
                        .build());
    }

    JsonNode put(String path, Object body) {
        return patiently(withJson(path, "PUT", body));
    }

    JsonNode delete(String path) {
        return patiently(request(path).DELETE().build());
    }

    JsonNode yaml(String method, String path, String document) {
        return patiently(
                request(path)
                        .header("Content-Type", "application/yaml")
                        .method(method, BodyPublishers.ofString(document))
                        .build());
    }

    /// @param key the upload's identity: the same key is stored once
    JsonNode upload(String path, Path parquet, String key) {
        try {
            return patiently(
                    request(path)
                            .header("Content-Type", "application/vnd.apache.parquet")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.ofFile(parquet))
                            .build());
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The status as well: some calls say by it whether they are done.
    HttpResponse<String> postForAnswer(String path, Object body) {
        HttpRequest request = withJson(path, "POST", body);
        return accepted(request, repeat(request));
    }

    /// Without a second attempt, for counting failures.
    JsonNode postOnce(String path, Object body) {
        HttpRequest request = withJson(path, "POST", body);
        try {
            return Json.parse(accepted(request, send(request)).body());
        } catch (IOException e) {
            throw new UnexpectedAnswer(service, request, e);
        }
    }

    private JsonNode patiently(HttpRequest request) {
        return Json.parse(accepted(request, repeat(request)).body());
    }

    private HttpResponse<String> repeat(HttpRequest request) {
        long started = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            try {
                HttpResponse<String> answer = send(request);
                if (!AWAY.contains(answer.statusCode()) || !patience.again(attempt, started)) {
                    return answer;
                }
            } catch (IOException e) {
                if (!patience.again(attempt, started)) {
                    throw new UnexpectedAnswer(service, request, e);
                }
            }
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private HttpResponse<String> accepted(HttpRequest request, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new UnexpectedAnswer(service, request, answer.statusCode(), answer.body());
        }
        return answer;
    }

    private HttpRequest withJson(String path, String method, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.text(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }
}
