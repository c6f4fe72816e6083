package io.minimlops.features.feast;

import io.minimlops.problem.Outage;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers in the peer's error shapes. Every body is JSON: its client reads them unguarded.
final class FeastAnswers {

    private static final Logger LOG = Logger.getLogger(FeastAnswers.class);

    private FeastAnswers() {}

    static Response json(int status, @Nullable Object body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body == null ? WireBody.NULL.clone() : WireBody.write(body))
                .build();
    }

    /// A JSON text that itself holds JSON, spaced as Python writes it.
    static Response error(FeastError error) {
        LOG.debugf("%d %s", error.status(), error.getMessage());
        return json(error.status(), detail(error.type(), String.valueOf(error.getMessage())));
    }

    private static String detail(String type, String message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("module", "feast.errors");
        fields.put("class", type);
        fields.put("message", message);
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) ->
                        text.append(text.isEmpty() ? "{" : ", ")
                                .append(WireBody.text(name))
                                .append(": ")
                                .append(WireBody.text(value)));
        return text.append("}").toString();
    }

    static Response unexpected(Throwable failure) {
        Optional<Problem> known = known(failure);
        if (known.isPresent()) {
            return problem(known.get(), failure);
        }
        LOG.error("request failed", failure);
        return json(500, "an error of ours; it is in the log");
    }

    private static Optional<Problem> known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return Optional.of(known.problem());
            }
        }
        return Outage.behind(failure).map(Problem.class::cast);
    }

    private static Response problem(Problem problem, Throwable failure) {
        if (problem instanceof Problem.Unavailable away) {
            LOG.warnf("%s: %s", away.dependency(), failure.getMessage());
            String message = away.dependency() + ": " + away.detail();
            return Response.fromResponse(json(503, detail("FeastError", message)))
                    .header("Retry-After", Math.max(1, away.retryAfter().toSeconds()))
                    .build();
        }
        return error(new FeastError(problem.status(), "FeastError", problem.detail()));
    }
}
