package io.minimlops.gateway.graph;

import io.minimlops.gateway.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// What a graph answered.
///
/// @param steps that ran, in the order in which they ended
public record GraphAnswer(Map<String, Tensor> outputs, List<StepTrace> steps) {

    /// Steps that the request did without.
    public List<StepTrace> missing() {
        return steps.stream().filter(step -> step.failure() != null).toList();
    }
}
