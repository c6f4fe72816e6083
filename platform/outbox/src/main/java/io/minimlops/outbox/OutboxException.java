package io.minimlops.outbox;

/// The event could not be written; the SQL failure is the cause.
public final class OutboxException extends RuntimeException {

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
