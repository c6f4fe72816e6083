package io.minimlops.tracker.mlflow;

import io.minimlops.problem.Outage;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.search.InvalidSearch;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure in the wire's own shape. Comes before any other mapper.
public class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final int FIRST = 1;

    @ServerExceptionMapper(priority = FIRST)
    public Response refused(Refusal refusal) {
        LOG.debugf("refused: %s", refusal.getMessage());
        String message = String.valueOf(refusal.getMessage());
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
    public Response unparsed(InvalidSearch search) {
        return Failure.answer(400, "INVALID_PARAMETER_VALUE", String.valueOf(search.getMessage()));
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response refusedByTheFramework(WebApplicationException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Refusal refusal) {
            return refused(refusal);
        }
        int status = failure.getResponse().getStatus();
        String message = String.valueOf(failure.getMessage());
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
                            ? unexpected(failure)
                            : Failure.answer(status, "BAD_REQUEST", message);
        };
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response unexpected(Throwable failure) {
        var outage = Outage.behind(failure);
        if (outage.isPresent()) {
            LOG.warnf("%s is away: %s", outage.get().dependency(), failure.getMessage());
            return Failure.answer(503, "TEMPORARILY_UNAVAILABLE", outage.get().detail());
        }
        Optional<String> unstorable = unstorable(failure);
        if (unstorable.isPresent()) {
            return Failure.answer(400, "INVALID_PARAMETER_VALUE", unstorable.get());
        }
        LOG.error("request failed", failure);
        return Failure.answer(500, "INTERNAL_ERROR", "An error of the server; it is in its log.");
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
