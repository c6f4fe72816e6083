package io.minimlops.gateway.oip;

/// A request that cannot be read.
final class BadRequest extends RuntimeException {

    private final int status;

    BadRequest(String message) {
        this(400, message);
    }

    BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
