package io.minimlops.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.problem.Problem.Violation;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The RFC 9457 answer, `application/problem+json`.
@Schema(name = "Problem", description = "RFC 9457 problem details")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String dependency,
        List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDetails of(Problem problem) {
        return new ProblemDetails(
                "urn:mini-mlops:problem:" + problem.code(),
                title(problem.status()),
                problem.status(),
                problem.detail(),
                problem.code(),
                problem instanceof Problem.Unavailable away ? away.dependency() : null,
                problem instanceof Problem.Invalid invalid ? invalid.violations() : List.of());
    }

    /// The whole answer, `Retry-After` included where it helps.
    public static Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(of(problem));
        if (problem instanceof Problem.Unavailable away) {
            answer.header("Retry-After", Math.max(1, away.retryAfter().toSeconds()));
        }
        return answer.build();
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Unprocessable Content" : known.getReasonPhrase();
    }
}
