package io.minimlops.gateway.oip;

import io.minimlops.problem.ProblemDetails;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// What the framework refuses below `/v1` and `/v2` before a resource sees it (an unknown path, a
/// wrong method) is told in the protocol's shape too.
public class FrameworkRefusals {

    @ServerResponseFilter
    public void translate(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ProblemDetails problem
                && isBelowAWire(request.getUriInfo().getPath())) {
            response.setEntity(Map.of("error", problem.detail()));
            response.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static boolean isBelowAWire(String path) {
        return path.startsWith("/v1") || path.startsWith("/v2");
    }
}
