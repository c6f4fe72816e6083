package io.minimlops.orchestrator.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.run.AttemptStopped;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// JSON over HTTP with one service.
final class Peer {

    /// Training sets of a million rows take this long at worst.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    private static final int LONGEST_ANSWER_TOLD = 500;

    private final String name;
    private final String base;

    Peer(String name, URI base) {
        this.name = name;
        this.base = base.toString().replaceAll("/+$", "");
    }

    JsonNode get(String path, String correlationId) {
        return call("GET", path, BodyPublishers.noBody(), correlationId, Map.of());
    }

    /// Empty when the peer answers 404.
    Optional<JsonNode> find(String path, String correlationId) {
        try {
            return Optional.of(get(path, correlationId));
        } catch (PeerRefused e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    JsonNode post(String path, Object body, String correlationId) {
        return send("POST", path, body, correlationId, Map.of());
    }

    JsonNode put(String path, Object body, String correlationId) {
        return send("PUT", path, body, correlationId, Map.of());
    }

    JsonNode send(
            String method,
            String path,
            Object body,
            String correlationId,
            Map<String, String> headers) {
        return call(
                method,
                path,
                BodyPublishers.ofString(Documents.text(body)),
                correlationId,
                headers);
    }

    void delete(String path, String correlationId) {
        call("DELETE", path, BodyPublishers.noBody(), correlationId, Map.of());
    }

    void upload(String path, byte[] bytes, String correlationId) {
        call(
                "PUT",
                path,
                BodyPublishers.ofByteArray(bytes),
                correlationId,
                Map.of("Content-Type", "application/octet-stream"));
    }

    /// A text as one segment of a path or one value of a query.
    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode call(
            String method,
            String path,
            BodyPublisher body,
            String correlationId,
            Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("X-Correlation-Id", correlationId)
                        .header("Accept", "application/json")
                        .method(method, body);
        headers.forEach(request::header);
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return read(answer, method + " " + path);
        } catch (IOException e) {
            throw away(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AttemptStopped(e);
        }
    }

    private JsonNode read(HttpResponse<String> answer, String what) {
        int status = answer.statusCode();
        String body = answer.body();
        if (status >= 500 || status == 408 || status == 429) {
            throw away("it answered %d to %s: %s".formatted(status, what, shortened(body)), null);
        }
        if (status >= 300) {
            throw new PeerRefused(name, status, what, shortened(body));
        }
        return body.isBlank() || !body.strip().startsWith("{") && !body.strip().startsWith("[")
                ? MissingNode.getInstance()
                : Documents.json(body);
    }

    private ProblemException away(
            String detail, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem =
                new Problem.Unavailable(name, name + " at " + base + " is not there: " + detail);
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }

    private static String shortened(String body) {
        return body.length() <= LONGEST_ANSWER_TOLD
                ? body
                : body.substring(0, LONGEST_ANSWER_TOLD) + "…";
    }
}
