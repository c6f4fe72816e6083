package io.minimlops.tracker.stream;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Reads Server-Sent Events as a browser does.
public final class EventReader implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private final Thread thread;
    private volatile String lastId = "";

    private EventReader(InputStream body) {
        this.body = body;
        this.thread = Thread.ofVirtual().start(this::read);
    }

    public static EventReader of(String path) {
        return of(path, Optional.empty());
    }

    static EventReader after(String id, String path) {
        return of(path, Optional.of(id));
    }

    private static EventReader of(String path, Optional<String> id) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:" + RestAssured.port + "/api/v1/" + path))
                        .header("Accept", "text/event-stream");
        id.ifPresent(it -> request.header("Last-Event-ID", it));
        try {
            HttpResponse<InputStream> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("status " + answer.statusCode());
            }
            return new EventReader(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public List<Heard> heard() {
        return heard;
    }

    public List<String> data(String name) {
        return heard.stream().filter(it -> it.name().equals(name)).map(Heard::data).toList();
    }

    String lastId() {
        return lastId;
    }

    boolean isEnded() {
        return !thread.isAlive();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        String name = "";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("event:")) {
                    name = value;
                } else if (line.startsWith("id:")) {
                    lastId = value;
                } else if (line.startsWith("data:")) {
                    data.append(value);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    heard.add(new Heard(name, data.toString()));
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            heard.add(new Heard("broken", String.valueOf(e.getMessage())));
        }
    }

    public record Heard(String name, String data) {}
}
