package io.minimlops.gateway.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// MLflow's scoring server. It has one model; where this gateway serves more, `?model=` names it.
@Path("/")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvocationResource {

    private final RowPredictor predictor;
    private final ModelDirectory directory;

    InvocationResource(RowPredictor predictor, ModelDirectory directory) {
        this.predictor = predictor;
        this.directory = directory;
    }

    @GET
    @Path("ping")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    public String ping() {
        return "\n";
    }

    @POST
    @Path("invocations")
    @APIResponseSchema(ObjectNode.class)
    public Response invoke(
            @QueryParam("model") @Nullable String named,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        String model = named == null ? onlyModel() : named;
        try (RowExchange exchange = predictor.begin(model, headers, body)) {
            Invocation invocation = Invocation.of(exchange.body(), exchange::take);
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putPOJO("predictions", predictions(exchange, invocation));
            return exchange.answer(Response.ok(answer).build());
        }
    }

    private static PredictedRows predictions(RowExchange exchange, Invocation invocation) {
        return switch (invocation) {
            case Invocation.Frame(var rows) -> PredictedRows.records(exchange.ofRows(rows));
            case Invocation.Instances(var rows) -> PredictedRows.arrays(exchange.ofRows(rows));
            case Invocation.Inputs(var arrays) -> PredictedRows.arrays(exchange.ofArrays(arrays));
        };
    }

    private String onlyModel() {
        List<String> models = directory.models();
        if (models.size() != 1) {
            throw new BadRequest(
                    "%d models are served here: name one with ?model=".formatted(models.size()));
        }
        return models.getFirst();
    }

    /// The same statuses, told in MLflow's shape.
    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        Response told = OipErrors.answer(failure);
        Map<?, ?> error = (Map<?, ?>) told.getEntity();
        return Response.fromResponse(told)
                .entity(ScoringError.of(told.getStatus(), String.valueOf(error.get("error"))))
                .build();
    }
}
