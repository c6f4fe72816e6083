package io.minimlops.registry;

import io.minimlops.problem.ProblemDetails;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Refusals on native paths.
public class RefusedMapper {

    @ServerExceptionMapper
    public Response refused(Refused refused) {
        return ProblemDetails.answer(refused.refusal().problem());
    }
}
