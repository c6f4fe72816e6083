package io.minimlops.tracker.mlflow;

import io.minimlops.problem.Outage;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemDetails;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.search.InvalidSearch;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure in the shape of the wire it happened on: MLflow's, or a problem (RFC 9457) on our
/// own calls. Comes before any other mapper.
public class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final int FIRST = 1;
    private static final String OURS = "An error of the server; it is in its log.";

    @ServerExceptionMapper(priority = FIRST)
    public Response refused(Refusal refusal, UriInfo uri) {
        LOG.debugf("refused: %s", refusal.getMessage());
        String message = String.valueOf(refusal.getMessage());
        if (NativeCalls.include(uri)) {
            return ProblemDetails.answer(NativeCalls.problem(refusal, message));
        }
        return switch (refusal) {
            case Refusal.Invalid _ -> Failure.answer(400, "INVALID_PARAMETER_VALUE", message);
            case Refusal.NotFound _ -> Failure.answer(404, "RESOURCE_DOES_NOT_EXIST", message);
            case Refusal.Taken _ -> Failure.answer(400, "RESOURCE_ALREADY_EXISTS", message);
            case Refusal.WrongState _ -> Failure.answer(400, "BAD_REQUEST", message);
            case Refusal.TooLarge _ -> Failure.answer(413, "INVALID_PARAMETER_VALUE", message);
            case Refusal.Unsupported _ -> Failure.answer(501, "NOT_IMPLEMENTED", message);
            case Refusal.Unavailable _ -> Failure.answer(503, "TEMPORARILY_UNAVAILABLE", message);
        };
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response unparsed(InvalidSearch search, UriInfo uri) {
        String message = String.valueOf(search.getMessage());
        return NativeCalls.include(uri)
                ? ProblemDetails.answer(new Problem.Malformed(message))
                : Failure.answer(400, "INVALID_PARAMETER_VALUE", message);
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response refusedByTheFramework(WebApplicationException failure, UriInfo uri) {
        Throwable cause = failure.getCause();
        if (cause instanceof Refusal refusal) {
            return refused(refusal, uri);
        }
        int status = failure.getResponse().getStatus();
        String message = String.valueOf(failure.getMessage());
        if (NativeCalls.include(uri) && status < 500) {
            return NativeCalls.answer(failure);
        }
        return switch (status) {
            case 404 -> Failure.answer(404, "ENDPOINT_NOT_FOUND", "No such endpoint: " + message);
            case 405 -> Failure.answer(405, "ENDPOINT_NOT_FOUND", "Method not allowed: " + message);
            case 413 -> Failure.answer(413, "INVALID_PARAMETER_VALUE", message);
            case 415 ->
                    Failure.answer(
                            400,
                            "INVALID_PARAMETER_VALUE",
                            "Bad Request. Content-Type should be 'application/json'.");
            default ->
                    status >= 500
                            ? unexpected(failure, uri)
                            : Failure.answer(status, "BAD_REQUEST", message);
        };
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response unexpected(Throwable failure, UriInfo uri) {
        boolean isNative = NativeCalls.include(uri);
        if (hungUp(failure)) {
            LOG.debugf("the client hung up: %s", failure.getMessage());
            return Response.status(400).build();
        }
        var outage = Outage.behind(failure);
        if (outage.isPresent()) {
            LOG.warnf("%s is away: %s", outage.get().dependency(), failure.getMessage());
            return isNative
                    ? ProblemDetails.answer(outage.get())
                    : Failure.answer(503, "TEMPORARILY_UNAVAILABLE", outage.get().detail());
        }
        Optional<String> unstorable = unstorable(failure);
        if (unstorable.isPresent()) {
            return isNative
                    ? ProblemDetails.answer(new Problem.Malformed(unstorable.get()))
                    : Failure.answer(400, "INVALID_PARAMETER_VALUE", unstorable.get());
        }
        LOG.error("request failed", failure);
        return isNative
                ? ProblemDetails.answer(new Problem.Refused(500, OURS))
                : Failure.answer(500, "INTERNAL_ERROR", OURS);
    }

    /// Nobody is left to read the answer.
    private static boolean hungUp(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(HttpClosedException.class::isInstance);
    }

    /// SQLSTATE class 22: a value the database cannot hold, such as text with U+0000.
    private static Optional<String> unstorable(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(sql -> String.valueOf(sql.getSQLState()).startsWith("22"))
                .map(sql -> "A value cannot be stored: " + sql.getMessage())
                .findFirst();
    }
}
