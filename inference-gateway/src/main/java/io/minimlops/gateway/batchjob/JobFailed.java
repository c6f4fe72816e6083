package io.minimlops.gateway.batchjob;

/// A job can never be completed.
final class JobFailed extends Exception {

    JobFailed(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
