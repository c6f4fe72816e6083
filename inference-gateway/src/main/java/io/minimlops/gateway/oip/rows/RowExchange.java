package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.BodyBudget;
import io.minimlops.gateway.payloadlog.Payload;
import io.minimlops.gateway.payloadlog.PayloadExchange;
import io.minimlops.gateway.payloadlog.SentHeaders;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request of a wire that speaks of rows: its body as it came, its prediction, and both told
/// byte for byte where the deployment wants it. It predicts once and answers once; closing it gives
/// its memory back.
public final class RowExchange implements AutoCloseable {

    private final RowPredictor predictor;
    private final String model;
    private final HttpHeaders headers;
    private final ByteBuffer bytes;
    private final JsonNode body;
    private final BodyBudget.Share memory;
    private @Nullable PayloadExchange logged;
    private Role answeredBy = Role.CHAMPION;

    RowExchange(
            RowPredictor predictor,
            String model,
            HttpHeaders headers,
            ByteBuffer bytes,
            JsonNode body,
            BodyBudget.Share memory) {
        this.predictor = predictor;
        this.model = model;
        this.headers = headers;
        this.bytes = bytes;
        this.body = body;
        this.memory = memory;
    }

    /// For what is made of the body before it is predicted.
    ///
    /// @throws BadRequest when the request takes more than there is for all
    public void take(long moreBytes) {
        memory.take(moreBytes);
    }

    /// A JSON object.
    public JsonNode body() {
        return body;
    }

    /// @param rows an array of rows
    /// @throws BadRequest when they are not the model's
    public Prediction ofRows(JsonNode rows) {
        return predict(predictor.tensors(model).ofRows(rows));
    }

    /// @param arrays an array, or arrays by the names of the model's inputs
    /// @throws BadRequest when they are not the model's
    public Prediction ofArrays(JsonNode arrays) {
        return predict(predictor.tensors(model).ofArrays(arrays));
    }

    private Prediction predict(Map<String, Tensor> tensors) {
        PredictionRequest asked = predictor.asked(model, tensors);
        logged = predictor.log(asked, sent(), request());
        try {
            Prediction prediction = predictor.predict(asked);
            answeredBy = prediction.role();
            return prediction;
        } catch (RuntimeException | Error e) {
            if (logged != null) {
                logged.failed();
            }
            throw e;
        }
    }

    /// The same answer; told, if it is to be, as the very bytes that travel.
    public Response answer(Response answer) {
        PayloadExchange telling = logged;
        if (telling == null) {
            return answer;
        }
        byte[] told = predictor.written(answer.getEntity());
        MediaType type = answer.getMediaType();
        telling.answered(
                answeredBy,
                new Payload(
                        type == null ? MediaType.APPLICATION_JSON : type.toString(),
                        -1,
                        told.length,
                        () -> told));
        return Response.fromResponse(answer).entity(told).build();
    }

    private SentHeaders sent() {
        return name -> {
            List<String> values = headers.getRequestHeader(name);
            return values == null ? List.of() : values;
        };
    }

    private Payload request() {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return new Payload(
                type == null ? MediaType.APPLICATION_JSON : type,
                -1,
                bytes.remaining(),
                () -> Arrays.copyOf(bytes.array(), bytes.remaining()));
    }

    @Override
    public void close() {
        memory.close();
    }
}
