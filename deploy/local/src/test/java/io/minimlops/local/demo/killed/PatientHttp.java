package io.minimlops.local.demo.killed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// Calls to services that may be away for a while: what gets no answer, or 503, is repeated.
final class PatientHttp {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    JsonNode get(String address) throws IOException, InterruptedException {
        return JSON.readTree(call("GET", address, BodyPublishers.noBody()));
    }

    JsonNode send(String method, String address, String body)
            throws IOException, InterruptedException {
        return JSON.readTree(call(method, address, BodyPublishers.ofString(body)));
    }

    byte[] read(String address) throws IOException, InterruptedException {
        return call("GET", address, BodyPublishers.noBody());
    }

    void write(String address, byte[] content) throws IOException, InterruptedException {
        call("PUT", address, BodyPublishers.ofByteArray(content));
    }

    private byte[] call(String method, String address, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() / 100 == 2) {
                    return answer.body();
                }
                if (answer.statusCode() != 503 || Instant.now().isAfter(limit)) {
                    throw new IllegalStateException(
                            "%s answered %d: %s"
                                    .formatted(
                                            address,
                                            answer.statusCode(),
                                            new String(answer.body())));
                }
            } catch (IOException e) {
                if (Instant.now().isAfter(limit)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
