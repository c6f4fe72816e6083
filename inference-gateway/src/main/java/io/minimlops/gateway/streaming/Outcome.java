package io.minimlops.gateway.streaming;

import com.fasterxml.jackson.databind.JsonNode;

/// What becomes of one record.
sealed interface Outcome {

    /// @param id by which feedback calls it
    record Predicted(String id, JsonNode prediction, String model, String version, String role)
            implements Outcome {}

    /// @param modelFailed on a record that it should take
    record Poison(String reason, boolean modelFailed) implements Outcome {}
}
