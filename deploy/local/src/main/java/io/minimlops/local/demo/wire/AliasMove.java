package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One line of an alias' history.
///
/// @param from empty for the first move
/// @param to empty when the alias was removed
public record AliasMove(
        String kind, Optional<String> from, Optional<String> to, String actor, String reason) {

    static AliasMove of(JsonNode move) {
        return new AliasMove(
                move.path("kind").asText(),
                version(move.path("from")),
                version(move.path("to")),
                move.path("actor").asText(),
                move.path("reason").asText());
    }

    private static Optional<String> version(JsonNode node) {
        return node.isMissingNode() || node.isNull()
                ? Optional.empty()
                : Optional.of(node.asText());
    }
}
