package io.minimlops.tracker.forward;

import io.minimlops.correlation.CorrelationId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The registry's part of the wire: passed on as it is, answered as it is answered there.
@Path(
        "/{path:(?:api/2\\.0/mlflow/(?:registered-models|model-versions|webhooks)(?:/.*)?|model-versions/get-artifact)}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
@RunOnVirtualThread
public class RegistryForward {

    /// Bytes; no registry call needs more.
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private static final byte[] NO_BODY = {};
    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Accept", "Authorization");
    private static final List<String> PASSED_BACK =
            List.of("Content-Type", "Content-Disposition", "Retry-After", "WWW-Authenticate");

    private final Registry registry;
    private final RegisteredVersionNotes notes;
    private final CorrelationId correlationId;

    RegistryForward(Registry registry, RegisteredVersionNotes notes, CorrelationId correlationId) {
        this.registry = registry;
        this.notes = notes;
        this.correlationId = correlationId;
    }

    @GET
    @Operation(hidden = true)
    public Response get(@Context HttpServerRequest request) {
        return forward(request, NO_BODY);
    }

    @POST
    @Operation(hidden = true)
    public Response post(@Context HttpServerRequest request, InputStream body) throws IOException {
        byte[] sent = read(body);
        return request.path().endsWith("/mlflow/model-versions/create")
                ? create(request, sent)
                : forward(request, sent);
    }

    private Response create(HttpServerRequest request, byte[] sent) throws IOException {
        HttpResponse<InputStream> answer =
                registry.ask("POST", request.uri(), headers(request), sent);
        byte[] said = read(answer.body());
        if (answer.statusCode() == 200) {
            notes.note(sent, said);
        }
        return answered(answer, said);
    }

    @PATCH
    @Operation(hidden = true)
    public Response patch(@Context HttpServerRequest request, InputStream body) throws IOException {
        return forward(request, read(body));
    }

    @DELETE
    @Operation(hidden = true)
    public Response delete(@Context HttpServerRequest request, InputStream body)
            throws IOException {
        return forward(request, read(body));
    }

    private Response forward(HttpServerRequest request, byte[] body) {
        HttpResponse<InputStream> answer =
                registry.ask(request.method().name(), request.uri(), headers(request), body);
        return answered(answer, answer.body());
    }

    private static Response answered(HttpResponse<InputStream> answer, Object content) {
        Response.ResponseBuilder back = Response.status(answer.statusCode()).entity(content);
        for (String name : PASSED_BACK) {
            answer.headers().firstValue(name).ifPresent(value -> back.header(name, value));
        }
        return back.build();
    }

    private Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        headers.put(CorrelationId.HEADER, correlationId.value());
        return headers;
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] read = body.readNBytes(LARGEST_BODY + 1);
        if (read.length > LARGEST_BODY) {
            throw new io.minimlops.tracker.Refusal.TooLarge(
                    "The request body is larger than " + LARGEST_BODY + " bytes.");
        }
        return read;
    }
}
