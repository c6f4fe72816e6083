package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/// experiment-tracker, as the MLflow client calls it.
public final class TrackerApi {

    private final Wire wire;

    public TrackerApi(Wire wire) {
        this.wire = wire;
    }

    /// The newest value of every metric of a run.
    public Map<String, Double> metrics(String runId) {
        JsonNode run = wire.get("/api/2.0/mlflow/runs/get?run_id=" + runId).path("run");
        Map<String, Double> metrics = new HashMap<>();
        for (JsonNode metric : run.path("data").path("metrics")) {
            metrics.put(metric.path("key").asText(), metric.path("value").asDouble());
        }
        return metrics;
    }
}
