package io.minimlops.gateway.mlflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/// A refusal in MLflow's shape, in its words.
record ScoringError(@JsonProperty("error_code") String code, String message) {

    private static final Map<Integer, String> CODES =
            Map.of(
                    404, "RESOURCE_DOES_NOT_EXIST",
                    429, "REQUEST_LIMIT_EXCEEDED",
                    500, "INTERNAL_ERROR",
                    501, "NOT_IMPLEMENTED",
                    503, "TEMPORARILY_UNAVAILABLE");

    static ScoringError of(int status, String message) {
        return new ScoringError(CODES.getOrDefault(status, "BAD_REQUEST"), message);
    }
}
