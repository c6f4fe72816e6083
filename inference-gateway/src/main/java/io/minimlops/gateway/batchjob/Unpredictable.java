package io.minimlops.gateway.batchjob;

/// The model refuses or fails on some rows; one of them alone may be the reason.
final class Unpredictable extends Exception {

    Unpredictable(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
