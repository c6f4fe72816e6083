package io.minimlops.gateway.mlflow;

import io.minimlops.problem.ProblemDetails;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// What the framework refuses at `/invocations` before the resource sees it (a wrong method,
/// another media type) is told in MLflow's shape too.
public class ScoringRefusals {

    @ServerResponseFilter
    public void translate(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ProblemDetails problem
                && request.getUriInfo().getPath().equals("/invocations")) {
            response.setEntity(ScoringError.of(response.getStatus(), problem.detail()));
            response.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
