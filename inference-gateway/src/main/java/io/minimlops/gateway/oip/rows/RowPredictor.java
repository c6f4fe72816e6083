package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.BoundedBody;
import io.minimlops.gateway.oip.InferRequest;
import io.minimlops.gateway.oip.LimitsConfig;
import io.minimlops.gateway.oip.ModelDirectory;
import io.minimlops.gateway.oip.RequestTranslation;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// Predicts for the wires that speak of rows.
@ApplicationScoped
public class RowPredictor {

    private final Predictor predictor;
    private final ModelDirectory directory;
    private final LimitsConfig limits;
    private final CorrelationId correlationId;
    private final JsonMapper json;

    RowPredictor(
            Predictor predictor,
            ModelDirectory directory,
            LimitsConfig limits,
            CorrelationId correlationId) {
        this.predictor = predictor;
        this.directory = directory;
        this.limits = limits;
        this.correlationId = correlationId;
        this.json =
                new JsonMapper(
                        JsonFactory.builder()
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(limits.nesting())
                                                .build())
                                .build());
    }

    /// @throws BadRequest when the body is too large or no JSON object
    public JsonNode read(InputStream body) throws IOException {
        try {
            JsonNode request = json.readTree(new BoundedBody(body, limits.bodyBytes()));
            if (!request.isObject()) {
                throw new BadRequest("the body must be a JSON object");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw new BadRequest("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    /// @param rows an array of rows
    public Prediction ofRows(String model, JsonNode rows) {
        return predict(model, tensors(model).ofRows(rows));
    }

    /// @param arrays an array, or arrays by the names of the model's inputs
    public Prediction ofArrays(String model, JsonNode arrays) {
        return predict(model, tensors(model).ofArrays(arrays));
    }

    private ModelTensors tensors(String model) {
        return new ModelTensors(directory.inputs(model, null), limits.elements());
    }

    private Prediction predict(String model, Map<String, Tensor> tensors) {
        InferRequest request = new InferRequest(null, Map.of(), tensors, List.of());
        return predictor.predict(
                RequestTranslation.of(model, null, request, correlationId.value()),
                new Cancellation());
    }
}
