package io.minimlops.registry.mlflow;

import io.minimlops.problem.ProblemDetails;
import io.minimlops.registry.mlflow.WireError.Code;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// What holds for every call of the wire: JSON only, and MLflow's error shape even for what the
/// framework refuses.
public class WireFilter {

    private static final Pattern WIRE = Pattern.compile("/?(?:ajax-)?api/\\d\\.\\d/mlflow(?:/.*)?");

    @ServerRequestFilter(preMatching = true)
    public @Nullable Response jsonOnly(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (!isWire(request)
                || type == null
                || request.getMethod().equals("GET")
                || type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return null;
        }
        return WireErrors.answer(
                new WireError(
                        Code.INVALID_PARAMETER_VALUE,
                        "Bad Request. Content-Type must be application/json, not " + type));
    }

    @ServerResponseFilter
    public void errorShape(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 400 || !isWire(request)) {
            return;
        }
        if (response.getEntity() instanceof ProblemDetails problem) {
            replace(response, problem.detail());
        } else if (response.getEntity() == null) {
            replace(
                    response,
                    "no such call: " + request.getMethod() + " " + request.getUriInfo().getPath());
        }
    }

    private static void replace(ContainerResponseContext response, String detail) {
        WireError error = WireErrors.framework(response.getStatus(), detail);
        response.setEntity(
                new WireErrors.Body(error.code().name(), error.message()),
                null,
                MediaType.APPLICATION_JSON_TYPE);
    }

    private static boolean isWire(ContainerRequestContext request) {
        return WIRE.matcher(request.getUriInfo().getPath()).matches();
    }
}
