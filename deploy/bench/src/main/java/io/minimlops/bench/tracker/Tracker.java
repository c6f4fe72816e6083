package io.minimlops.bench.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// The tracker's REST as the bench speaks it.
record Tracker(URI address) {

    private static final String API = "/api/2.0/mlflow/";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SEEDERS = 8;

    HttpConnection connect() throws IOException {
        return new HttpConnection(address);
    }

    HttpCall post(String path, String json) {
        return HttpCall.post(address, API + path, json);
    }

    HttpCall get(String pathAndQuery) {
        return HttpCall.get(address, API + pathAndQuery);
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    String newExperiment(String name) throws IOException {
        try (HttpConnection connection = connect()) {
            String body = "{\"name\":\"" + name + "\"}";
            return json(connection.call(post("experiments/create", body)))
                    .get("experiment_id")
                    .asText();
        }
    }

    String newRun(HttpConnection connection, String experiment, long start, String tags)
            throws IOException {
        return json(connection.call(createRun(experiment, start, tags)))
                .at("/run/info/run_id")
                .asText();
    }

    /// @param tags `{"key":"k","value":"v"}`, joined by commas
    HttpCall createRun(String experiment, long start, String tags) {
        return post(
                "runs/create",
                "{\"experiment_id\":\"%s\",\"start_time\":%d,\"user_id\":\"bench\",\"run_name\":\"r\",\"tags\":[%s]}"
                        .formatted(experiment, start, tags));
    }

    static String pair(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}";
    }

    static String metric(String key, double value, long step) {
        return "{\"key\":\""
                + key
                + "\",\"value\":"
                + value
                + ",\"timestamp\":"
                + (1_700_000_000_000L + step)
                + ",\"step\":"
                + step
                + "}";
    }

    /// Does something many times from several connections, each time with a generator of its own
    /// that always gives the same.
    void seed(int count, Seeding seeding) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(SEEDERS)) {
            for (Future<?> part :
                    IntStream.range(0, SEEDERS)
                            .mapToObj(i -> threads.submit(() -> part(i, count, seeding)))
                            .toList()) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("seeding failed", e.getCause());
        }
    }

    private Void part(int first, int count, Seeding seeding) throws IOException {
        try (HttpConnection connection = connect()) {
            for (int i = first; i < count; i += SEEDERS) {
                seeding.plant(connection, i, new Random(i));
            }
        }
        return null;
    }

    @FunctionalInterface
    interface Seeding {
        void plant(HttpConnection connection, int index, Random random) throws IOException;
    }
}
