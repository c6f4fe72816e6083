package io.minimlops.gateway.batchjob;

/// Something a job depends on is away or busy; the job waits and goes on.
final class NotNow extends Exception {

    NotNow(String message, Throwable cause) {
        super(message, cause);
    }
}
