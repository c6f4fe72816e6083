package io.minimlops.gateway.oip.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.ModelDirectory;
import io.minimlops.gateway.oip.OipErrors;
import io.minimlops.gateway.oip.rows.PredictedRows;
import io.minimlops.gateway.oip.rows.RowExchange;
import io.minimlops.gateway.oip.rows.RowPredictor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Models by the V1 protocol. Its errors look like version 2's.
@Path("/v1/models")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class V1Resource {

    private static final String PREDICT = ":predict";

    private final RowPredictor predictor;
    private final ModelDirectory directory;

    V1Resource(RowPredictor predictor, ModelDirectory directory) {
        this.predictor = predictor;
        this.directory = directory;
    }

    /// Names that can be asked for.
    public record ModelList(List<String> models) {}

    @GET
    public ModelList models() {
        return new ModelList(directory.models());
    }

    /// Whether a model answers.
    public record ModelStatus(String name, boolean ready) {}

    @GET
    @Path("/{model}")
    public Response model(@PathParam("model") String model) {
        try {
            directory.requireReady(model, null);
            return Response.ok(new ModelStatus(model, true)).build();
        } catch (InferenceRefused e) {
            if (e.kind() != Kind.NOT_READY) {
                throw e;
            }
            return Response.status(503).entity(new ModelStatus(model, false)).build();
        }
    }

    /// `instances` are rows; `inputs` are whole arrays.
    ///
    /// @param call the model's name and `:predict`; names may have colons too
    @POST
    @Path("/{call}")
    public Response predict(
            @PathParam("call") String call, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        if (!call.endsWith(PREDICT)) {
            throw new BadRequest(404, "'%s' is not offered, %s is".formatted(call, PREDICT));
        }
        String model = call.substring(0, call.length() - PREDICT.length());
        CloudEventForm form = CloudEventForm.of(headers);
        try (RowExchange exchange = predictor.begin(model, headers, body)) {
            Prediction prediction = predict(exchange, form.data(exchange.body()));
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putPOJO("predictions", PredictedRows.rows(prediction));
            return exchange.answer(form.answer(model, answer));
        }
    }

    private static Prediction predict(RowExchange exchange, JsonNode request) {
        if (request.has("instances")) {
            return exchange.ofRows(request.get("instances"));
        }
        if (request.has("inputs")) {
            return exchange.ofArrays(request.get("inputs"));
        }
        throw new BadRequest("Expected \"instances\" to be a list");
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
