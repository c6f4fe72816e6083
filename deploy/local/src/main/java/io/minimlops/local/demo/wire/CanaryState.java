package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;

/// What the orchestrator knows about a canary: each arm's labels and numbers, and its verdict.
///
/// @param verdict `CONTINUE`, `ROLL_BACK` or `PROMOTE`; empty before the first judgement
public record CanaryState(String version, String verdict, String reason, JsonNode all) {

    static CanaryState of(JsonNode state) {
        return new CanaryState(
                state.path("version").asText(""),
                state.path("verdict").asText(""),
                state.path("reason").asText(""),
                state);
    }
}
