package io.minimlops.gateway.oip;

import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.problem.Outage;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/// Failures in the protocol's shape, `{"error": text}`, with Triton's status codes.
public final class OipErrors {

    private static final Logger LOG = Logger.getLogger(OipErrors.class);

    private OipErrors() {}

    public static Response answer(Throwable failure) {
        return switch (failure) {
            case BadRequest bad -> error(bad.status(), String.valueOf(bad.getMessage()));
            case InferenceRefused refused -> refused(refused);
            case ProblemException problem -> problem(problem.problem());
            case WebApplicationException web ->
                    error(web.getResponse().getStatus(), String.valueOf(web.getMessage()));
            default ->
                    Outage.behind(failure).map(OipErrors::problem).orElseGet(() -> ours(failure));
        };
    }

    static Response error(int status, String text) {
        return builder(status, text).build();
    }

    private static Response refused(InferenceRefused refused) {
        int status =
                switch (refused.kind()) {
                    case INVALID, CANCELLED -> 400;
                    case MISSING_FEATURES -> 422;
                    case UNKNOWN_MODEL -> 404;
                    case NOT_READY, OVERLOADED, EXPIRED, DEPENDENCY_AWAY -> 503;
                    case FAILED -> 500;
                };
        if (status == 500) {
            LOG.errorf(refused, "a model failed");
        }
        return status == 503
                ? unavailable(refused.reason(), refused.retryAfter())
                : error(status, refused.reason());
    }

    private static Response problem(Problem problem) {
        return switch (problem) {
            case Problem.Unavailable away -> unavailable(away.detail(), away.retryAfter());
            case Problem.Invalid invalid -> error(400, invalid.detail());
            default -> error(problem.status(), problem.detail());
        };
    }

    private static Response unavailable(String text, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return builder(503, text).header("Retry-After", seconds).build();
    }

    private static Response ours(Throwable failure) {
        LOG.error("request failed", failure);
        return error(500, "an error of ours; it is in the log");
    }

    private static Response.ResponseBuilder builder(int status, String text) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", text.isBlank() ? "refused" : text));
    }
}
