package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.BodyBudget;
import io.minimlops.gateway.oip.BodyBytes;
import io.minimlops.gateway.oip.InferRequest;
import io.minimlops.gateway.oip.LimitsConfig;
import io.minimlops.gateway.oip.ModelDirectory;
import io.minimlops.gateway.oip.RequestTranslation;
import io.minimlops.gateway.payloadlog.Payload;
import io.minimlops.gateway.payloadlog.PayloadExchange;
import io.minimlops.gateway.payloadlog.PayloadLogger;
import io.minimlops.gateway.payloadlog.SentHeaders;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Predicts for the wires that speak of rows.
@ApplicationScoped
public class RowPredictor {

    private final Predictor predictor;
    private final ModelDirectory directory;
    private final LimitsConfig limits;
    private final BodyBudget budget;
    private final CorrelationId correlationId;
    private final PayloadLogger payloads;
    private final ObjectMapper writer;
    private final JsonMapper json;

    /// @param writer the one that answers which are not told are written with
    RowPredictor(
            Predictor predictor,
            ModelDirectory directory,
            LimitsConfig limits,
            BodyBudget budget,
            CorrelationId correlationId,
            PayloadLogger payloads,
            ObjectMapper writer) {
        this.predictor = predictor;
        this.directory = directory;
        this.limits = limits;
        this.budget = budget;
        this.correlationId = correlationId;
        this.payloads = payloads;
        this.writer = writer;
        this.json =
                new JsonMapper(
                        JsonFactory.builder()
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(limits.nesting())
                                                .build())
                                .build());
    }

    /// Reads a request.
    ///
    /// @throws BadRequest when the body is too large, does not come or is no JSON object
    public RowExchange begin(String model, HttpHeaders headers, InputStream body)
            throws IOException {
        BodyBudget.Share memory = budget.share();
        try {
            ByteBuffer bytes = BodyBytes.read(body, limits, memory);
            return new RowExchange(this, model, headers, bytes, read(bytes, memory), memory);
        } catch (IOException | RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    private JsonNode read(ByteBuffer body, BodyBudget.Share memory) throws IOException {
        try (JsonParser text = json.createParser(body.array(), 0, body.remaining())) {
            JsonNode request = json.readTree(new MeasuredTree(text, memory));
            if (request == null || !request.isObject()) {
                throw new BadRequest("the body must be a JSON object");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw new BadRequest("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    ModelTensors tensors(String model) {
        return new ModelTensors(directory.inputs(model, null), limits.elements());
    }

    PredictionRequest asked(String model, Map<String, Tensor> tensors) {
        InferRequest request = new InferRequest(null, Map.of(), tensors, List.of());
        return RequestTranslation.of(model, null, request, correlationId.value());
    }

    Prediction predict(PredictionRequest asked) {
        return predictor.predict(asked, new Cancellation());
    }

    /// Absent when the deployment wants nothing told of it.
    @Nullable PayloadExchange log(PredictionRequest asked, SentHeaders sent, Payload request) {
        return payloads.takes(asked) ? payloads.begin(asked, sent, request) : null;
    }

    byte[] written(Object answer) {
        try {
            return writer.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
