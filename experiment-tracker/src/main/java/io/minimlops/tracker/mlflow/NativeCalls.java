package io.minimlops.tracker.mlflow;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemMappers;
import io.minimlops.tracker.Refusal;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/// The calls that are ours and not MLflow's: their failures are problems (RFC 9457).
final class NativeCalls {

    private static final ProblemMappers PROBLEMS = new ProblemMappers();

    private NativeCalls() {}

    static boolean include(UriInfo uri) {
        String path = uri.getPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.startsWith("api/v1/") || relative.startsWith("dvc/");
    }

    static Response answer(WebApplicationException failure) {
        return PROBLEMS.refusedByTheFramework(failure);
    }

    static Problem problem(Refusal refusal, String message) {
        return switch (refusal) {
            case Refusal.Invalid _ -> new Problem.Malformed(message);
            case Refusal.NotFound _ -> new Problem.Refused(404, message);
            case Refusal.Taken _ -> new Problem.Conflict("taken", message);
            case Refusal.WrongState _ -> new Problem.Conflict("conflict", message);
            case Refusal.TooLarge _ -> new Problem.TooLarge(message);
            case Refusal.Unsupported _ -> new Problem.Refused(501, message);
            case Refusal.Unavailable away -> new Problem.Unavailable(away.dependency(), message);
        };
    }
}
