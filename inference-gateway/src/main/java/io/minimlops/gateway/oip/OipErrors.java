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
        Refusal refusal = refusal(failure);
        Response.ResponseBuilder answer =
                Response.status(refusal.status())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(Map.of("error", refusal.text()));
        if (refusal.retryAfterSeconds() > 0) {
            answer.header("Retry-After", refusal.retryAfterSeconds());
        }
        return answer.build();
    }

    /// What a client is told, before any framework's words for it.
    ///
    /// @param retryAfterSeconds 0: another try is not worthwhile
    record Refusal(int status, String text, long retryAfterSeconds) {
        Refusal {
            text = text.isBlank() ? "refused" : text;
        }

        static Refusal of(int status, String text) {
            return new Refusal(status, text, 0);
        }
    }

    static Refusal refusal(Throwable failure) {
        return switch (failure) {
            case BadRequest bad -> Refusal.of(bad.status(), String.valueOf(bad.getMessage()));
            case InferenceRefused refused -> refused(refused);
            case BodiesFull full ->
                    unavailable(String.valueOf(full.getMessage()), BodiesFull.RETRY_AFTER);
            case ProblemException problem -> problem(problem.problem());
            case WebApplicationException web ->
                    Refusal.of(web.getResponse().getStatus(), String.valueOf(web.getMessage()));
            default ->
                    Outage.behind(failure).map(OipErrors::problem).orElseGet(() -> ours(failure));
        };
    }

    private static Refusal refused(InferenceRefused refused) {
        int status =
                switch (refused.kind()) {
                    case INVALID, CANCELLED -> 400;
                    case MISSING_FEATURES -> 422;
                    case UNKNOWN_MODEL -> 404;
                    case NOT_READY, OVERLOADED, EXPIRED, DEPENDENCY_AWAY -> 503;
                    case LIMITED -> 429;
                    case FAILED -> 500;
                };
        if (status == 500) {
            LOG.errorf(refused, "a model failed");
        }
        return status == 503 || status == 429
                ? later(status, refused.reason(), refused.retryAfter())
                : Refusal.of(status, refused.reason());
    }

    private static Refusal problem(Problem problem) {
        return switch (problem) {
            case Problem.Unavailable away -> unavailable(away.detail(), away.retryAfter());
            case Problem.Invalid invalid -> Refusal.of(400, invalid.detail());
            default -> Refusal.of(problem.status(), problem.detail());
        };
    }

    private static Refusal unavailable(String text, Duration retryAfter) {
        return later(503, text, retryAfter);
    }

    private static Refusal later(int status, String text, Duration retryAfter) {
        return new Refusal(status, text, Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    private static Refusal ours(Throwable failure) {
        LOG.error("request failed", failure);
        return Refusal.of(500, "an error of ours; it is in the log");
    }
}
