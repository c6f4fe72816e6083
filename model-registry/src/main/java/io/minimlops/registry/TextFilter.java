package io.minimlops.registry;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemDetails;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses addresses with characters that no name can have.
public class TextFilter {

    @ServerRequestFilter(preMatching = true)
    public @Nullable Response textOnly(ContainerRequestContext request) {
        return StorableText.is(request.getUriInfo().getPath())
                ? null
                : ProblemDetails.answer(
                        new Problem.Malformed("the path holds characters that are not text"));
    }
}
