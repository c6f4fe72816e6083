package io.minimlops.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Clients that write the points of one run, each those of its own metric, one after the other,
/// and repeat a point until it is acknowledged.
final class StubbornWriters {

    /// Points that are acknowledged before the tracker is disturbed.
    private static final int BEFORE = 1500;

    /// Points of each writer after the disturbance.
    private static final int AFTER = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final int count;
    private final String run;

    StubbornWriters(String tracker, int count) throws IOException, InterruptedException {
        this.api = tracker + "/api/2.0/mlflow/";
        this.count = count;
        this.run =
                json.readTree(
                                post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":1}")
                                        .body())
                        .at("/run/info/run_id")
                        .asText();
    }

    /// Writes, disturbs the tracker meanwhile, and writes on until every writer was interrupted
    /// and got through again.
    ///
    /// @return how many points of each metric were acknowledged; their steps count from 0
    Map<String, Integer> writeThrough(Runnable disturbance)
            throws InterruptedException, ExecutionException {
        CountDownLatch before = new CountDownLatch(BEFORE);
        Map<String, Future<Integer>> writers = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                String metric = "m" + i;
                writers.put(metric, threads.submit(() -> write(metric, before)));
            }
            if (!before.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("too few points were acknowledged");
            }
            disturbance.run();
        }
        Map<String, Integer> acknowledged = new TreeMap<>();
        for (Map.Entry<String, Future<Integer>> writer : writers.entrySet()) {
            acknowledged.put(writer.getKey(), writer.getValue().get());
        }
        return acknowledged;
    }

    /// Steps of the metric as they are stored, in order.
    List<Integer> stored(String metric) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        api
                                                + "metrics/get-history?run_id="
                                                + run
                                                + "&metric_key="
                                                + metric))
                        .build();
        JsonNode answer =
                json.readTree(client.send(request, BodyHandlers.ofString()).body()).path("metrics");
        List<Integer> steps = new ArrayList<>();
        answer.forEach(point -> steps.add(point.path("step").asInt()));
        return steps;
    }

    private int write(String metric, CountDownLatch before) throws InterruptedException {
        boolean wasInterrupted = false;
        int left = AFTER;
        int step = 0;
        while (left > 0) {
            wasInterrupted |= writeUntilAcknowledged(metric, step++);
            before.countDown();
            left -= wasInterrupted ? 1 : 0;
        }
        return step;
    }

    /// @return whether it took more than one attempt
    private boolean writeUntilAcknowledged(String metric, int step) throws InterruptedException {
        String point =
                "{\"run_id\":\"%s\",\"key\":\"%s\",\"value\":%d,\"timestamp\":%d,\"step\":%d}"
                        .formatted(run, metric, step, step, step);
        Instant limit = Instant.now().plus(PATIENCE);
        for (int attempt = 1; Instant.now().isBefore(limit); attempt++) {
            if (isAcknowledged(point)) {
                return attempt > 1;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("the tracker did not come back");
    }

    private boolean isAcknowledged(String point) throws InterruptedException {
        try {
            int status = post("runs/log-metric", point).statusCode();
            if (status != 200 && status != 503) {
                throw new IllegalStateException("refused with " + status);
            }
            return status == 200;
        } catch (IOException away) {
            return false;
        }
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(api + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
