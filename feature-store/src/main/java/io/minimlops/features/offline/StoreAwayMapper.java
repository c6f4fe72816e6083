package io.minimlops.features.offline;

import io.minimlops.problem.ProblemDetails;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Gives [StoreAway] back its answer.
public class StoreAwayMapper {

    @ServerExceptionMapper
    Response answer(StoreAway failure) {
        return ProblemDetails.answer(failure.problem().problem());
    }
}
