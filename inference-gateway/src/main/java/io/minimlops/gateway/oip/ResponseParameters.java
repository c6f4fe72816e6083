package io.minimlops.gateway.oip;

import io.minimlops.gateway.inference.Prediction;
import java.util.LinkedHashMap;
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
            var batch = prediction.outcome().batch();
            parameters.put("batch_rows", batch.rows());
            parameters.put("batch_release", batch.reason().name().toLowerCase(Locale.ROOT));
            parameters.put("queue_us", prediction.outcome().queueNanos() / 1_000);
        }
        if (prediction.coldStart().isPositive()) {
            parameters.put("cold_start_ms", prediction.coldStart().toMillis());
        }
        parameters.putAll(prediction.featureStatuses());
        return parameters;
    }
}
