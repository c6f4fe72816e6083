package io.minimlops.orchestrator.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.orchestrator.document.Documents;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The experiment tracker, by MLflow's REST.
@ApplicationScoped
public class Tracker {

    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final int LONGEST_DIGEST = 36;

    private final Peer peer;

    Tracker(
            @ConfigProperty(name = "mlops.tracker.url", defaultValue = "http://127.0.0.1:5000")
                    URI url) {
        this.peer = new Peer("experiment-tracker", url);
    }

    /// A run at the tracker.
    public record TrackedRun(String runId, String experimentId) {

        /// Where the model's files are, as the registry takes it.
        public String modelSource() {
            return "mlflow-artifacts:/%s/%s/artifacts/model".formatted(experimentId, runId);
        }

        /// Key prefix of its artifacts in the store.
        public String artifactPrefix() {
            return experimentId + "/" + runId + "/artifacts/";
        }
    }

    /// The id of the experiment of this name, created when it is missing.
    public String experiment(String name, String correlationId) {
        return byName(name, correlationId).orElseGet(() -> create(name, correlationId));
    }

    private Optional<String> byName(String name, String correlationId) {
        return peer.find(
                        API + "experiments/get-by-name?experiment_name=" + Peer.escape(name),
                        correlationId)
                .map(found -> found.at("/experiment/experiment_id").asText());
    }

    private String create(String name, String correlationId) {
        try {
            return peer.post(API + "experiments/create", Map.of("name", name), correlationId)
                    .path("experiment_id")
                    .asText();
        } catch (PeerRefused e) {
            // Somebody else created it just now.
            return byName(name, correlationId).orElseThrow(() -> e);
        }
    }

    /// The run that carries a tag of this value, created when there is none: a repeated attempt
    /// continues its run.
    public TrackedRun openRun(
            String experimentId, String runName, String tag, String value, String correlationId) {
        JsonNode found =
                peer.post(
                        API + "runs/search",
                        Map.of(
                                "experiment_ids", List.of(experimentId),
                                "filter", "tags.`%s` = '%s'".formatted(tag, value),
                                "max_results", 1),
                        correlationId);
        JsonNode run = found.path("runs").path(0);
        if (run.isMissingNode()) {
            run = createRun(experimentId, runName, tag, value, correlationId);
        }
        return read(run);
    }

    private JsonNode createRun(
            String experimentId, String runName, String tag, String value, String correlationId) {
        return peer.post(
                        API + "runs/create",
                        Map.of(
                                "experiment_id",
                                experimentId,
                                "run_name",
                                runName,
                                "start_time",
                                System.currentTimeMillis(),
                                "user_id",
                                "pipeline-orchestrator",
                                "tags",
                                List.of(Map.of("key", tag, "value", value))),
                        correlationId)
                .path("run");
    }

    public TrackedRun run(String runId, String correlationId) {
        return read(
                peer.get(API + "runs/get?run_id=" + Peer.escape(runId), correlationId).path("run"));
    }

    private static TrackedRun read(JsonNode run) {
        JsonNode info = run.path("info");
        return new TrackedRun(info.path("run_id").asText(), info.path("experiment_id").asText());
    }

    /// Logging the same again changes nothing.
    public void log(
            String runId,
            Map<String, String> params,
            Map<String, Double> metrics,
            Map<String, String> tags,
            String correlationId) {
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("run_id", runId);
        long now = System.currentTimeMillis();
        batch.put(
                "metrics",
                metrics.entrySet().stream()
                        .filter(metric -> Double.isFinite(metric.getValue()))
                        .map(
                                m ->
                                        Map.of(
                                                "key",
                                                m.getKey(),
                                                "value",
                                                m.getValue(),
                                                "timestamp",
                                                now,
                                                "step",
                                                0))
                        .toList());
        batch.put("params", pairs(params));
        batch.put("tags", pairs(tags));
        peer.post(API + "runs/log-batch", batch, correlationId);
    }

    private static List<Map<String, String>> pairs(Map<String, String> map) {
        return map.entrySet().stream()
                .map(pair -> Map.of("key", pair.getKey(), "value", pair.getValue()))
                .toList();
    }

    /// Ties a training set to a run: name, content hash and snapshots.
    public void logDataSet(String runId, TrainingSet set, String context, String correlationId) {
        String digest = set.contentHash().replaceAll("[^0-9A-Za-z]", "");
        Map<String, Object> dataset =
                Map.of(
                        "name", set.name(),
                        "digest", digest.substring(0, Math.min(LONGEST_DIGEST, digest.length())),
                        "source_type", "mini-mlops-training-set",
                        "source",
                                Documents.text(
                                        Map.of(
                                                "id", set.id(),
                                                "uri", set.uri(),
                                                "contentHash", set.contentHash(),
                                                "snapshots", set.snapshots())),
                        "profile", Documents.text(Map.of("num_rows", set.rows())));
        peer.post(
                API + "runs/log-inputs",
                Map.of(
                        "run_id",
                        runId,
                        "datasets",
                        List.of(
                                Map.of(
                                        "dataset",
                                        dataset,
                                        "tags",
                                        List.of(
                                                Map.of(
                                                        "key",
                                                        "mlflow.data.context",
                                                        "value",
                                                        context))))),
                correlationId);
    }

    /// @param path below the run's artifacts, segments separated by `/`
    public void upload(TrackedRun run, String path, byte[] bytes, String correlationId) {
        peer.upload(ARTIFACTS + run.artifactPrefix() + path, bytes, correlationId);
    }

    public void finish(String runId, String status, String correlationId) {
        peer.post(
                API + "runs/update",
                Map.of(
                        "run_id", runId,
                        "status", status,
                        "end_time", Instant.now().toEpochMilli()),
                correlationId);
    }
}
