package io.minimlops.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/// Recognises, in a failure's causes, a dependency that is away rather than a mistake of ours.
public final class Outage {

    private Outage() {}

    /// The outage behind a failure, if that is what it is.
    ///
    /// PostgreSQL: SQLSTATE class 08 (connection), 57P (shut down, starting up), 53 (too many
    /// connections), or no connection in time. Kafka: no answer from the broker in time.
    public static Optional<Problem.Unavailable> behind(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> known(cause).stream())
                .findFirst();
    }

    private static Optional<Problem.Unavailable> known(Throwable cause) {
        if (cause instanceof SQLException sql && isConnectionLost(sql)) {
            return Optional.of(
                    new Problem.Unavailable(
                            "postgresql", "PostgreSQL cannot be reached at the moment"));
        }
        if (cause.getClass().getName().startsWith("org.apache.kafka.common.errors.")
                && (cause.getClass().getSimpleName().endsWith("TimeoutException")
                        || cause.getClass().getSimpleName().endsWith("DisconnectException"))) {
            return Optional.of(
                    new Problem.Unavailable("kafka", "Kafka cannot be reached at the moment"));
        }
        return Optional.empty();
    }

    private static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            String message = String.valueOf(failure.getMessage());
            return message.contains("Acquisition timeout")
                    || message.contains("Sorry, acquisition timeout");
        }
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
