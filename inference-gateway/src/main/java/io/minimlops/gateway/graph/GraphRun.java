package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphRefused.Fault;
import io.minimlops.gateway.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// One request's way through a graph. Nothing waits: a step begins on the thread that the one
/// before it ended on. Tensors go from step to step by reference.
public final class GraphRun {

    private final Graph graph;
    private final Map<String, Object> parameters;
    private final StepCall.Port port;
    private final Queue<StepTrace> traces = new ConcurrentLinkedQueue<>();

    private GraphRun(Graph graph, Map<String, Object> parameters, StepCall.Port port) {
        this.graph = graph;
        this.parameters = parameters;
        this.port = port;
    }

    /// Fails with [GraphRefused], or as the port failed.
    ///
    /// @param parameters of the request
    /// @param tensors of the request, by name
    public static CompletableFuture<GraphAnswer> start(
            Graph graph,
            Map<String, Object> parameters,
            Map<String, Tensor> tensors,
            StepCall.Port port) {
        GraphRun run = new GraphRun(graph, parameters, port);
        return run.node(String.valueOf(graph.root()), tensors, "")
                .thenApply(outputs -> new GraphAnswer(outputs, List.copyOf(run.traces)));
    }

    private CompletableFuture<Map<String, Tensor>> node(
            String name, Map<String, Tensor> pool, String path) {
        try {
            GraphNode node = graph.node(name);
            return switch (node.type()) {
                case SEQUENCE -> sequence(name, node, pool, path);
                case SWITCH -> switched(node, pool, path);
                case ENSEMBLE -> ensemble(node, pool, path);
                case SPLITTER -> must(split(name, node), pool, path);
                case null -> throw new IllegalStateException("no type: " + name);
            };
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// What is known so far, and what the last step that answered gave.
    private record Progress(Map<String, Tensor> pool, Map<String, Tensor> last) {

        Progress after(@Nullable Map<String, Tensor> outputs) {
            if (outputs == null) {
                return this;
            }
            Map<String, Tensor> all = new LinkedHashMap<>(pool);
            all.putAll(outputs);
            return new Progress(all, outputs);
        }
    }

    private CompletableFuture<Map<String, Tensor>> sequence(
            String name, GraphNode node, Map<String, Tensor> pool, String path) {
        CompletableFuture<Progress> progress =
                CompletableFuture.completedFuture(new Progress(pool, Map.of()));
        for (GraphStep step : node.stepsOrNone()) {
            progress =
                    progress.thenCompose(
                            before -> step(step, before.pool(), path).thenApply(before::after));
        }
        List<String> wanted = node.outputs();
        return wanted == null
                ? progress.thenApply(Progress::last)
                : progress.thenApply(end -> outputs(name, wanted, end.pool()));
    }

    private Map<String, Tensor> outputs(String node, List<String> wanted, Map<String, Tensor> all) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (String name : wanted) {
            Tensor tensor = all.get(name);
            if (tensor != null) {
                outputs.put(name, tensor);
            } else if (traces.stream().allMatch(trace -> trace.failure() == null)) {
                throw new GraphRefused(
                        Fault.GRAPH,
                        "'%s' is to give '%s', which no step gave; there are %s"
                                .formatted(node, name, all.keySet()));
            }
        }
        return outputs;
    }

    private CompletableFuture<Map<String, Tensor>> switched(
            GraphNode node, Map<String, Tensor> pool, String path) {
        Ways ways = Ways.of(node, parameters, pool);
        boolean together = ways.rows().size() == 1;
        List<CompletableFuture<Map<String, Tensor>>> parts = new ArrayList<>();
        ways.rows()
                .forEach(
                        (step, rows) ->
                                parts.add(
                                        must(
                                                node.stepsOrNone().get(step),
                                                together
                                                        ? pool
                                                        : RowSlices.take(pool, ways.of(), rows),
                                                path)));
        return together
                ? parts.getFirst()
                : all(parts)
                        .thenApply(
                                answers ->
                                        RowSlices.merge(
                                                answers, List.copyOf(ways.rows().values())));
    }

    private GraphStep split(String name, GraphNode node) {
        double place = port.place(name) / 100.0;
        double border = 0;
        for (GraphStep step : node.stepsOrNone()) {
            border += step.weightOrOne();
            if (place < border) {
                return step;
            }
        }
        return node.stepsOrNone().getLast();
    }

    private CompletableFuture<Map<String, Tensor>> ensemble(
            GraphNode node, Map<String, Tensor> pool, String path) {
        List<GraphStep> steps = node.stepsOrNone();
        List<CompletableFuture<@Nullable Map<String, Tensor>>> members = new ArrayList<>();
        steps.forEach(step -> members.add(step(step, pool, path)));
        return all(members).thenApply(answers -> Combination.of(node, answers));
    }

    /// A step that cannot be done without.
    private CompletableFuture<Map<String, Tensor>> must(
            GraphStep step, Map<String, Tensor> pool, String path) {
        return step(step, pool, path).thenApply(outputs -> outputs == null ? Map.of() : outputs);
    }

    /// @return its outputs; null when it failed and the request does without
    private CompletableFuture<@Nullable Map<String, Tensor>> step(
            GraphStep step, Map<String, Tensor> pool, String before) {
        String path = before.isEmpty() ? step.label() : before + "/" + step.label();
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
                return node(String.valueOf(step.node()), inputs, path);
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

    /// All of them in their order; fails as soon as one does.
    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        CompletableFuture<List<T>> all =
                CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                        .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
        for (CompletableFuture<T> part : parts) {
            part.whenComplete(
                    (answer, failure) -> {
                        if (failure != null) {
                            all.completeExceptionally(failure);
                        }
                    });
        }
        return all;
    }
}
