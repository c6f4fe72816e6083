package io.minimlops.gateway.graph;

import io.minimlops.gateway.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A step that ran.
///
/// @param path the labels of the steps that lead to it, with slashes between
/// @param failure absent when it answered
public record StepTrace(
        String path, String deployment, int rows, long nanos, @Nullable String failure) {

    /// Of steps that enter a node, only a failure that ends there is told: its steps tell the rest.
    static Optional<StepTrace> of(
            GraphStep step,
            String path,
            long start,
            @Nullable Map<String, Tensor> outputs,
            @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (step.deployment() == null && (cause == null || !step.mayFail())) {
            return Optional.empty();
        }
        int rows =
                outputs == null || outputs.isEmpty()
                        ? 0
                        : outputs.values().iterator().next().rows();
        return Optional.of(
                new StepTrace(
                        path,
                        step.label(),
                        rows,
                        System.nanoTime() - start,
                        cause == null ? null : String.valueOf(cause.getMessage())));
    }

    /// The same, as a step of a graph that is a step itself.
    public StepTrace within(String outer) {
        return new StepTrace(outer + "/" + path, deployment, rows, nanos, failure);
    }
}
