package io.minimlops.gateway.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step of a node: a deployment is asked, or another node entered.
///
/// @param name in answers and errors; absent: what it goes to
/// @param version pins one of the deployment's
/// @param inputs names of tensors by the names under which the step wants them, as Triton's
///     `input_map`; absent: a deployment takes what it knows by name
/// @param outputs new names by the names that the step gives, as Triton's `output_map`; what is not
///     named is dropped. Absent: all, under their own names
/// @param dependency hard when absent
/// @param when of a switch's step; absent: whatever matched nothing before
/// @param weight share in percent of a splitter's step; of an ensemble's, 1 when absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphStep(
        @Nullable String name,
        @Nullable String deployment,
        @Nullable String version,
        @Nullable String node,
        @Nullable Map<String, String> inputs,
        @Nullable Map<String, String> outputs,
        @Nullable Dependency dependency,
        @Nullable Condition when,
        @Nullable Double weight) {

    /// What a step's failure means to the request.
    public enum Dependency {
        /// It fails.
        @JsonProperty("hard")
        HARD,
        /// It goes on without the step's outputs, and the answer says so.
        @JsonProperty("soft")
        SOFT
    }

    /// What answers and errors call it.
    public String label() {
        return name != null ? name : String.valueOf(deployment != null ? deployment : node);
    }

    /// The labels that lead here, with slashes between.
    ///
    /// @param before those of the steps around it; empty at the start
    String path(String before) {
        return before.isEmpty() ? label() : before + "/" + label();
    }

    public boolean mayFail() {
        return dependency == Dependency.SOFT;
    }

    /// What an ensemble that combines nothing calls an output: its own name where the step names
    /// its outputs, else the step's before it.
    public String beside(String output) {
        return outputs == null ? label() + "." + output : output;
    }

    double weightOrOne() {
        return weight == null ? 1 : weight;
    }
}
