package io.minimlops.gateway.oip;

/// A request that cannot be read.
///
/// The status is HTTP's.
public final class BadRequest extends RuntimeException {

    private final int status;

    public BadRequest(String message) {
        this(400, message);
    }

    public BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
