package io.minimlops.gateway.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a graph where requests go on.
///
/// @param combine of an ensemble's answers one is made; absent: each stands under its step's name
/// @param outputs of a sequence: what it gives on of all tensors known at its end; absent: what its
///     last step gave
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphNode(
        @Nullable Type type,
        @Nullable List<GraphStep> steps,
        @Nullable Combine combine,
        @Nullable List<String> outputs) {

    /// How a request goes on.
    public enum Type {
        /// One step after the other; each sees what those before it gave.
        @JsonProperty("sequence")
        SEQUENCE,
        /// The first step whose condition holds, each row for itself.
        @JsonProperty("switch")
        SWITCH,
        /// All steps at once.
        @JsonProperty("ensemble")
        ENSEMBLE,
        /// One step, by share and sticky key.
        @JsonProperty("splitter")
        SPLITTER
    }

    /// How one answer is made of several.
    public enum Combine {
        /// The weighted mean, element by element.
        @JsonProperty("mean")
        MEAN,
        /// The value with the most weight behind it, element by element; of two, the one of the
        /// earlier step.
        @JsonProperty("vote")
        VOTE
    }

    List<GraphStep> stepsOrNone() {
        return steps == null ? List.of() : steps;
    }
}
