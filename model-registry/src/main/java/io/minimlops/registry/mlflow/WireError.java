package io.minimlops.registry.mlflow;

/// MLflow's error answer.
///
/// @param code one of MLflow's error codes
record WireError(Code code, String message) {

    enum Code {
        INVALID_PARAMETER_VALUE(400),
        RESOURCE_ALREADY_EXISTS(400),
        BAD_REQUEST(400),
        RESOURCE_DOES_NOT_EXIST(404),
        ENDPOINT_NOT_FOUND(404),
        RESOURCE_CONFLICT(409),
        TEMPORARILY_UNAVAILABLE(503),
        INTERNAL_ERROR(500);

        final int status;

        Code(int status) {
            this.status = status;
        }
    }

    static WireException invalid(String message) {
        return new WireException(new WireError(Code.INVALID_PARAMETER_VALUE, message));
    }

    /// Carries the error to the edge.
    static final class WireException extends RuntimeException {
        private final transient WireError error;

        WireException(WireError error) {
            super(error.message());
            this.error = error;
        }

        WireError error() {
            return error;
        }
    }
}
