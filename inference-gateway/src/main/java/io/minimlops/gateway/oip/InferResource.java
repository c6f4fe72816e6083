package io.minimlops.gateway.oip;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Inference.
@Path("/v2/models/{model}")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
public class InferResource {

    private static final String HEAD_LENGTH = "Inference-Header-Content-Length";

    private final Predictor predictor;
    private final InferRequestReader reader;
    private final ModelDirectory directory;
    private final LimitsConfig limits;
    private final CorrelationId correlationId;

    InferResource(
            Predictor predictor,
            InferRequestReader reader,
            ModelDirectory directory,
            LimitsConfig limits,
            CorrelationId correlationId) {
        this.predictor = predictor;
        this.reader = reader;
        this.directory = directory;
        this.limits = limits;
        this.correlationId = correlationId;
    }

    @POST
    @Path("/infer")
    public Response infer(
            @PathParam("model") String model,
            @HeaderParam(HEAD_LENGTH) @Nullable String headLength,
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            InputStream body,
            RoutingContext connection)
            throws IOException {
        return infer(model, null, headLength, encoding, body, connection);
    }

    @POST
    @Path("/versions/{version}/infer")
    public Response inferVersion(
            @PathParam("model") String model,
            @PathParam("version") String version,
            @HeaderParam(HEAD_LENGTH) @Nullable String headLength,
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            InputStream body,
            RoutingContext connection)
            throws IOException {
        return infer(model, version, headLength, encoding, body, connection);
    }

    private Response infer(
            String model,
            @Nullable String version,
            @Nullable String headLength,
            @Nullable String encoding,
            InputStream body,
            RoutingContext connection)
            throws IOException {
        Names.check(model);
        InputStream plain = new BoundedBody(Encoding.decoded(body, encoding), limits.bodyBytes());
        InferRequest wire = read(model, version, HeadLength.of(headLength), plain);
        PredictionRequest request =
                RequestTranslation.of(model, version, wire, correlationId.value());
        Cancellation cancellation = new Cancellation();
        connection.addEndHandler(
                end -> {
                    if (end.failed()) {
                        cancellation.cancel();
                    }
                });
        Prediction prediction = predictor.predict(request, cancellation);
        InferResponse answer = InferResponse.of(wire, request.id(), prediction);
        if (answer.headLength() < 0) {
            return Response.ok(answer.body(), MediaType.APPLICATION_JSON_TYPE).build();
        }
        return Response.ok(answer.body(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HEAD_LENGTH, answer.headLength())
                .build();
    }

    private InferRequest read(
            String model, @Nullable String version, long headLength, InputStream body)
            throws IOException {
        return headLength == 0
                ? RawRequest.of(
                        directory.inputs(model, version), body.readAllBytes(), limits.elements())
                : reader.read(body, headLength);
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
