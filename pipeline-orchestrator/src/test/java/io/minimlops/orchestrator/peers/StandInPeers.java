package io.minimlops.orchestrator.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.minimlops.testing.PlatformResource;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers as the tracker, the registry, the feature store and the gateway would, from memory.
///
/// Tests look and meddle by HTTP as well: `GET /control/calls`, `PUT /control/down/{peer}`.
final class StandInPeers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> experiments = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> runs = new ConcurrentHashMap<>();
    private final Map<String, String> runByTag = new ConcurrentHashMap<>();
    private final Map<String, List<Map<String, Object>>> versions = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> sets = new ConcurrentHashMap<>();
    private final Map<String, String> down = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentHashMap<String, Boolean> buckets = new ConcurrentHashMap<>();
    private MinioClient store;

    String start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::handle);
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Answer(int status, Object body) {
        static Answer ok(Object body) {
            return new Answer(200, body);
        }

        static Answer missing() {
            return new Answer(
                    404, Map.of("error_code", "RESOURCE_DOES_NOT_EXIST", "message", "none"));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        Answer answer;
        try {
            if (!path.startsWith("/control")) {
                calls.add(call + " " + exchange.getRequestHeaders().getFirst("X-Correlation-Id"));
            }
            answer =
                    !path.startsWith("/control") && down.containsKey(peer(path))
                            ? new Answer(503, Map.of("detail", "down"))
                            : answer(exchange, call, path, body);
        } catch (Exception e) {
            answer = new Answer(500, Map.of("message", String.valueOf(e)));
        }
        byte[] json = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private static String peer(String path) {
        if (path.startsWith("/api/v1/models") || path.contains("model")) {
            return path.contains("artifacts") ? "tracker" : "registry";
        }
        if (path.startsWith("/api/2.0")) {
            return "tracker";
        }
        return path.startsWith("/api/v1/deployments") ? "gateway" : "features";
    }

    private Answer answer(HttpExchange exchange, String call, String path, byte[] body)
            throws Exception {
        String[] part = path.split("/");
        if (path.startsWith("/control/")) {
            return control(call, part);
        }
        if (path.startsWith("/api/2.0/mlflow-artifacts/artifacts/")) {
            put(
                    "mlops-artifacts",
                    path.substring("/api/2.0/mlflow-artifacts/artifacts/".length()),
                    body);
            return Answer.ok(Map.of());
        }
        JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        if (path.startsWith("/api/2.0/mlflow/")) {
            return mlflow(path.substring("/api/2.0/mlflow/".length()), exchange, json);
        }
        if (path.startsWith("/api/v1/models/")) {
            return registry(exchange.getRequestMethod(), part, json);
        }
        if (path.startsWith("/api/v1/training-sets") || path.equals("/api/v1/spine-statistics")) {
            return features(exchange.getRequestMethod(), part, json);
        }
        return Answer.ok(Map.of());
    }

    private Answer control(String call, String[] part) {
        return switch (part[2]) {
            case "calls" -> Answer.ok(List.copyOf(calls));
            case "down" -> {
                if (call.startsWith("PUT")) {
                    down.put(part[3], "");
                } else {
                    down.remove(part[3]);
                }
                yield Answer.ok(Map.of());
            }
            case "runs" -> Answer.ok(runs);
            case "versions" -> Answer.ok(versions.getOrDefault(part[3], List.of()));
            case "aliases" -> Answer.ok(aliases);
            default -> Answer.missing();
        };
    }

    private Answer mlflow(String call, HttpExchange exchange, JsonNode json) {
        return switch (call) {
            case "experiments/get-by-name" -> {
                String name = query(exchange, "experiment_name");
                yield experiments.containsKey(name)
                        ? Answer.ok(
                                Map.of(
                                        "experiment",
                                        Map.of("experiment_id", experiments.get(name))))
                        : Answer.missing();
            }
            case "experiments/create" ->
                    Answer.ok(
                            Map.of(
                                    "experiment_id",
                                    experiments.computeIfAbsent(
                                            json.path("name").asText(),
                                            _ -> "" + ids.incrementAndGet())));
            case "runs/search" -> {
                String filter = json.path("filter").asText();
                String run =
                        runByTag.get(
                                filter.substring(filter.indexOf('\'') + 1, filter.length() - 1));
                yield Answer.ok(run == null ? Map.of() : Map.of("runs", List.of(runs.get(run))));
            }
            case "runs/create" -> Answer.ok(Map.of("run", createRun(json)));
            case "runs/get" -> {
                Map<String, Object> run = runs.get(query(exchange, "run_id"));
                yield run == null ? Answer.missing() : Answer.ok(Map.of("run", run));
            }
            case "runs/log-batch", "runs/log-inputs", "runs/update" -> {
                runs.get(json.path("run_id").asText())
                        .put(call, JSON.convertValue(json, Map.class));
                yield Answer.ok(Map.of());
            }
            case "registered-models/create" -> {
                versions.putIfAbsent(json.path("name").asText(), new CopyOnWriteArrayList<>());
                yield Answer.ok(Map.of());
            }
            case "model-versions/create" -> Answer.ok(Map.of("model_version", createVersion(json)));
            default -> Answer.missing();
        };
    }

    private Map<String, Object> createRun(JsonNode json) {
        String id = "run%028d".formatted(ids.incrementAndGet());
        Map<String, Object> run = new ConcurrentHashMap<>();
        run.put("info", Map.of("run_id", id, "experiment_id", json.path("experiment_id").asText()));
        runs.put(id, run);
        json.path("tags").forEach(tag -> runByTag.put(tag.path("value").asText(), id));
        return run;
    }

    private Map<String, Object> createVersion(JsonNode json) {
        List<Map<String, Object>> of = versions.get(json.path("name").asText());
        Map<String, Object> tags = new LinkedHashMap<>();
        json.path("tags")
                .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("version", "" + (of.size() + 1));
        version.put("runId", json.path("run_id").asText());
        version.put("source", json.path("source").asText());
        version.put("tags", tags);
        of.add(version);
        return version;
    }

    /// `/api/v1/models/{name}[/versions/{v}[/manifest] | /aliases/{alias}]`
    private Answer registry(String method, String[] part, JsonNode json) {
        String model = URLDecoder.decode(part[4], StandardCharsets.UTF_8);
        List<Map<String, Object>> of = versions.get(model);
        if (of == null) {
            return Answer.missing();
        }
        if (part.length == 5) {
            return Answer.ok(Map.of("name", model, "versions", of));
        }
        if (part[5].equals("aliases")) {
            return alias(method, model + "/" + part[6], json);
        }
        Map<String, Object> version = of.get(Integer.parseInt(part[6]) - 1);
        if (part.length == 7) {
            return Answer.ok(version);
        }
        String source = (String) version.get("source");
        return Answer.ok(
                Map.of(
                        "bucket",
                        "mlops-artifacts",
                        "prefix",
                        source.substring("mlflow-artifacts:/".length()) + "/",
                        "digest",
                        "d",
                        "files",
                        List.of(Map.of("path", "reference.json"), Map.of("path", "model.onnx"))));
    }

    private Answer alias(String method, String key, JsonNode json) {
        if (method.equals("PUT")) {
            aliases.put(key, json.path("version").asText());
        }
        return aliases.containsKey(key)
                ? Answer.ok(Map.of("version", aliases.get(key)))
                : Answer.missing();
    }

    private Answer features(String method, String[] part, JsonNode json) throws Exception {
        if (part[3].equals("spine-statistics")) {
            return Answer.ok(
                    Map.of(
                            "rows",
                            3000,
                            "labelled",
                            2990,
                            "firstEventTime",
                            json.path("start").asText(),
                            "lastEventTime",
                            json.path("end").asText()));
        }
        if (method.equals("POST")) {
            String id = "set-" + ids.incrementAndGet();
            sets.put(id, buildSet(id, json));
            return new Answer(201, sets.get(id));
        }
        return sets.containsKey(part[4]) ? Answer.ok(sets.get(part[4])) : Answer.missing();
    }

    private Map<String, Object> buildSet(String id, JsonNode json) throws Exception {
        String start = json.path("spine").path("start").asText();
        byte[] parquet = SampleFlights.parquet(start, 3000);
        String key = "training-sets/" + id + ".parquet";
        put("mlops-features", key, parquet);
        String hash = SampleFlights.sha256(parquet);
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("id", id);
        set.put("name", json.path("name").asText());
        set.put("uri", "s3://mlops-features/" + key);
        set.put("rows", 3000);
        set.put("contentHash", hash);
        set.put("snapshots", Map.of(json.path("spine").path("source").asText(), 4711L));
        set.put("columns", SampleFlights.COLUMNS);
        set.put("bucket", "mlops-features");
        set.put("files", List.of(Map.of("key", key, "size", parquet.length, "sha256", hash)));
        return set;
    }

    private static String query(HttpExchange exchange, String name) {
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private void put(String bucket, String key, byte[] bytes) throws Exception {
        if (buckets.putIfAbsent(bucket, true) == null
                && !store().bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            store().makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        }
        store().putObject(
                        PutObjectArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .data(bytes, bytes.length)
                                .build());
    }

    /// Made at first use, when the store's address is known; closing one takes a second.
    private synchronized MinioClient store() {
        if (store == null) {
            store =
                    MinioClient.builder()
                            .endpoint(PlatformResource.s3().endpoint().toString())
                            .credentials("mlops-test", "mlops-test-secret")
                            .region("us-east-1")
                            .build();
        }
        return store;
    }
}
