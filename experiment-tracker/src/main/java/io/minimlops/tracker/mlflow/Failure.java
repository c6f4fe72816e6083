package io.minimlops.tracker.mlflow;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An error as clients of the wire expect it.
@Schema(name = "Error")
record Failure(String errorCode, String message) {

    static Response answer(int status, String code, String message) {
        Response.ResponseBuilder answer =
                Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(new Failure(code, message));
        return status == 503 ? answer.header("Retry-After", 1).build() : answer.build();
    }
}
