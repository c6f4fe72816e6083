package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.graph.StepTrace;
import io.minimlops.gateway.inference.Prediction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an answer tells beside its tensors: strings and whole numbers. How its batch fared is told
/// who asks by the request's parameter `explain_batch`.
public final class ResponseParameters {

    private ResponseParameters() {}

    public static Map<String, Object> of(
            InferRequest request, String requestId, Prediction prediction) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("role", prediction.role().word());
        if (request.id() == null) {
            parameters.put("request_id", requestId);
        }
        if (request.asksForBatch()) {
            explain(prediction.origin(), parameters);
        }
        if (prediction.coldStart().isPositive()) {
            parameters.put("cold_start_ms", prediction.coldStart().toMillis());
        }
        parameters.putAll(prediction.told());
        return parameters;
    }

    private static void explain(Prediction.Origin origin, Map<String, Object> parameters) {
        switch (origin) {
            case Prediction.Batched(var outcome) -> {
                parameters.put("batch_rows", outcome.batch().rows());
                parameters.put(
                        "batch_release", outcome.batch().reason().name().toLowerCase(Locale.ROOT));
                parameters.put("queue_us", outcome.queueNanos() / 1_000);
            }
            case Prediction.Composed(var steps) -> parameters.put("graph_path", path(steps));
        }
    }

    /// Parameters are flat, so it is JSON in a text.
    private static String path(List<StepTrace> steps) {
        ArrayNode path = JsonNodeFactory.instance.arrayNode();
        for (StepTrace step : steps) {
            ObjectNode told = path.addObject();
            told.put("step", step.path());
            told.put("rows", step.rows());
            told.put("us", step.nanos() / 1_000);
            if (step.failure() != null) {
                told.put("failure", step.failure());
            }
        }
        return path.toString();
    }
}
