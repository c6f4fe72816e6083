package io.minimlops.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever reaches the edge into a problem; 4xx is our caller's business, 5xx is logged
/// once.
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException failure) {
        LOG.debugf("%d %s", failure.problem().status(), failure.problem().detail());
        return ProblemDetails.answer(failure.problem());
    }

    @ServerExceptionMapper
    public Response unreadableJson(JsonProcessingException failure) {
        return ProblemDetails.answer(new Problem.Malformed(describe(failure)));
    }

    @ServerExceptionMapper
    public Response misfittingJson(MismatchedInputException failure) {
        return unreadableJson(failure);
    }

    @ServerExceptionMapper
    public Response refusedByTheFramework(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return unreadableJson(json);
        }
        Response refusal = failure.getResponse();
        if (refusal.getStatus() >= 500) {
            return unexpected(failure);
        }
        if (refusal.getStatus() < 400 || refusal.hasEntity()) {
            return refusal;
        }
        return Response.fromResponse(refusal)
                .type(ProblemDetails.MEDIA_TYPE)
                .entity(
                        ProblemDetails.of(
                                new Problem.Refused(refusal.getStatus(), message(failure))))
                .build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        return Outage.behind(failure)
                .map(
                        outage -> {
                            LOG.warnf("%s: %s", outage.dependency(), failure.getMessage());
                            return ProblemDetails.answer(outage);
                        })
                .orElseGet(
                        () -> {
                            LOG.error("request failed", failure);
                            return Response.status(500)
                                    .type(ProblemDetails.MEDIA_TYPE)
                                    .entity(
                                            ProblemDetails.of(
                                                    new Problem.Refused(
                                                            500,
                                                            "an error of ours; it is in the log")))
                                    .build();
                        });
    }

    private static String message(WebApplicationException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /// Says where the JSON went wrong without repeating class names.
    static String describe(JsonProcessingException failure) {
        String path =
                failure instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(
                                        step ->
                                                step.getFieldName() == null
                                                        ? "[" + step.getIndex() + "]"
                                                        : step.getFieldName())
                                .collect(Collectors.joining("/"))
                        : "";
        var place = failure.getLocation();
        String where =
                place == null
                        ? ""
                        : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        String reason =
                failure.getOriginalMessage()
                        .replaceAll("`?(?:[a-z_]\\w*\\.)+([A-Z]\\w*(?:\\$\\w+)*)`?", "$1");
        return "the JSON cannot be read"
                + where
                + (path.isEmpty() ? "" : ", field '" + path + "'")
                + ": "
                + reason;
    }
}
