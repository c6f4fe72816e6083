package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.graph.StepTrace;
import io.minimlops.gateway.model.ClassLabels;
import io.minimlops.gateway.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The answer to a [PredictionRequest].
///
/// @param outputs the wanted ones, in the order wanted
/// @param labels how the outputs are read as classes
/// @param told what the answer says beside its outputs: how many looked-up cells had which status,
///     and which were missing; what a graph did without
/// @param coldStart how long it waited for the deployment to wake; zero for most
/// @param origin how it came about
public record Prediction(
        String deployment,
        String version,
        Role role,
        List<Tensor> outputs,
        ClassLabels labels,
        Map<String, Object> told,
        Duration coldStart,
        Origin origin) {

    /// Where an answer comes from.
    public sealed interface Origin {}

    /// A version's queue.
    ///
    /// @param outcome how the request fared in its batch
    public record Batched(Outcome<List<Tensor>> outcome) implements Origin {}

    /// A graph's steps, in the order in which they ended.
    public record Composed(List<StepTrace> steps) implements Origin {}
}
