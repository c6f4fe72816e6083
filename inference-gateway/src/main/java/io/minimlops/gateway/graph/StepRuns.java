package io.minimlops.gateway.graph;

import io.minimlops.gateway.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The steps of one request, each for itself: what goes in and comes out under the names that each
/// side knows, how it went, and what its failure means.
final class StepRuns {

    private final StepCall.Port port;
    private final Nodes nodes;
    private final Queue<StepTrace> traces = new ConcurrentLinkedQueue<>();

    /// How a step that asks no deployment goes on.
    interface Nodes {
        CompletableFuture<Map<String, Tensor>> enter(
                String name, Map<String, Tensor> pool, String path);
    }

    StepRuns(StepCall.Port port, Nodes nodes) {
        this.port = port;
        this.nodes = nodes;
    }

    /// In the order in which they ended.
    List<StepTrace> traces() {
        return List.copyOf(traces);
    }

    boolean allAnswered() {
        return traces.stream().allMatch(trace -> trace.failure() == null);
    }

    /// A step that cannot be done without.
    CompletableFuture<Map<String, Tensor>> must(
            GraphStep step, Map<String, Tensor> pool, String path) {
        return run(step, pool, path).thenApply(outputs -> outputs == null ? Map.of() : outputs);
    }

    /// @param before the labels of the steps around it
    /// @return its outputs; null when it failed and the request does without
    CompletableFuture<@Nullable Map<String, Tensor>> run(
            GraphStep step, Map<String, Tensor> pool, String before) {
        String path = step.path(before);
        long start = System.nanoTime();
        return target(step, pool, path)
                .handle(
                        (outputs, failure) -> {
                            StepTrace.of(step, path, start, outputs, failure)
                                    .ifPresent(traces::add);
                            if (failure == null) {
                                return StepTensors.outputs(step, outputs, path);
                            }
                            if (step.mayFail()) {
                                return null;
                            }
                            throw failure instanceof CompletionException wrapped
                                    ? wrapped
                                    : new CompletionException(failure);
                        });
    }

    private CompletableFuture<Map<String, Tensor>> target(
            GraphStep step, Map<String, Tensor> pool, String path) {
        try {
            Map<String, Tensor> inputs = StepTensors.inputs(step, pool, path);
            if (step.deployment() == null) {
                return nodes.enter(String.valueOf(step.node()), inputs, path);
            }
            List<String> wanted =
                    step.outputs() == null ? List.of() : List.copyOf(step.outputs().keySet());
            StepCall call = new StepCall(path, step.deployment(), step.version(), inputs, wanted);
            return port.predict(call)
                    .thenApply(
                            answer -> {
                                traces.addAll(answer.inner());
                                Map<String, Tensor> outputs = new LinkedHashMap<>();
                                answer.outputs().forEach(each -> outputs.put(each.name(), each));
                                return outputs;
                            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
