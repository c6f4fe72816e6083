package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.ServingStats.BatchSize;
import io.minimlops.gateway.model.StatisticDuration;
import io.minimlops.gateway.model.VersionId;
import java.util.Map;
import java.util.TreeMap;

/// Statistics in the shape of the protocol's statistics extension. `inference_count` counts rows,
/// `execution_count` batches. `memory_usage` is empty, as of a Triton backend that does not report
/// it: ONNX Runtime's Java binding does not tell what its arenas hold, the size of the files is
/// not that of memory, and the process's resident memory before and after a load says nothing of
/// one version while others load, answer and are collected beside it.
final class ModelStatistics {

    private ModelStatistics() {}

    static ObjectNode of(Map<VersionId, ServingStats> all) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode models = root.putArray("model_stats");
        all.forEach((id, stats) -> model(models.addObject(), id, stats));
        return root;
    }

    private static void model(ObjectNode node, VersionId id, ServingStats stats) {
        node.put("name", id.model());
        node.put("version", id.version());
        node.put("last_inference", stats.lastInferenceMillis());
        node.put("inference_count", stats.rows());
        node.put("execution_count", stats.executions());
        ObjectNode inference = node.putObject("inference_stats");
        duration(inference, "success", stats.success);
        duration(inference, "fail", stats.fail);
        // One count for what is counted together, of the last that is: perf_analyzer ends when they
        // differ by a request that is counted meanwhile.
        long computed = stats.computeOutput.count();
        duration(inference, "queue", computed, stats.queue);
        compute(inference, computed, stats.computeInput, stats.computeInfer, stats.computeOutput);
        duration(inference, "cache_hit", stats.cacheHit);
        duration(inference, "cache_miss", stats.cacheMiss);
        node.putObject("response_stats");
        ArrayNode batches = node.putArray("batch_stats");
        new TreeMap<>(stats.batchSizes()).forEach((rows, size) -> batch(batches, rows, size));
        node.putArray("memory_usage");
    }

    private static void batch(ArrayNode batches, int rows, BatchSize size) {
        ObjectNode batch = batches.addObject();
        batch.put("batch_size", rows);
        long computed = size.computeOutput.count();
        compute(batch, computed, size.computeInput, size.computeInfer, size.computeOutput);
    }

    private static void compute(
            ObjectNode into,
            long count,
            StatisticDuration input,
            StatisticDuration infer,
            StatisticDuration output) {
        duration(into, "compute_input", count, input);
        duration(into, "compute_infer", count, infer);
        duration(into, "compute_output", count, output);
    }

    private static void duration(ObjectNode into, String name, StatisticDuration duration) {
        duration(into, name, duration.count(), duration);
    }

    private static void duration(
            ObjectNode into, String name, long count, StatisticDuration duration) {
        into.putObject(name).put("count", count).put("ns", duration.nanos());
    }
}
