package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphRefused.Fault;
import io.minimlops.gateway.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One request's way through the nodes of a graph. Nothing waits: a step begins on the thread that
/// the one before it ended on. Tensors go from step to step by reference.
public final class GraphRun {

    private final Graph graph;
    private final Map<String, Object> parameters;
    private final StepCall.Port port;
    private final StepRuns steps;

    private GraphRun(Graph graph, Map<String, Object> parameters, StepCall.Port port) {
        this.graph = graph;
        this.parameters = parameters;
        this.port = port;
        this.steps = new StepRuns(port, this::node);
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
                .thenApply(outputs -> new GraphAnswer(outputs, run.steps.traces()));
    }

    private CompletableFuture<Map<String, Tensor>> node(
            String name, Map<String, Tensor> pool, String path) {
        try {
            GraphNode node = graph.node(name);
            return switch (node.type()) {
                case SEQUENCE -> sequence(name, node, pool, path);
                case SWITCH -> switched(node, pool, path);
                case ENSEMBLE -> ensemble(node, pool, path);
                case SPLITTER -> steps.must(split(name, node), pool, path);
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
                            before ->
                                    steps.run(step, before.pool(), path).thenApply(before::after));
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
            } else if (steps.allAnswered()) {
                throw new GraphRefused(
                        Fault.GRAPH,
                        "'%s' is to give '%s', which no step gave; there are %s"
                                .formatted(node, name, all.keySet()));
            }
        }
        return outputs;
    }

    /// Rows of the request that go one way.
    private record Part(GraphStep step, int[] rows, Map<String, Tensor> pool) {}

    private CompletableFuture<Map<String, Tensor>> switched(
            GraphNode node, Map<String, Tensor> pool, String path) {
        return port.compute(StepTensors.elements(pool), () -> parts(node, pool))
                .thenCompose(
                        parts ->
                                parts.size() == 1
                                        ? must(parts.getFirst(), path)
                                        : all(parts.stream().map(part -> must(part, path)).toList())
                                                .thenCompose(answers -> merge(parts, answers)));
    }

    private List<Part> parts(GraphNode node, Map<String, Tensor> pool) {
        Ways ways = Ways.of(node, parameters, pool);
        boolean together = ways.rows().size() == 1;
        List<Part> parts = new ArrayList<>();
        ways.rows()
                .forEach(
                        (step, rows) ->
                                parts.add(
                                        new Part(
                                                node.stepsOrNone().get(step),
                                                rows,
                                                together
                                                        ? pool
                                                        : RowSlices.take(pool, ways.of(), rows))));
        return parts;
    }

    private CompletableFuture<Map<String, Tensor>> must(Part part, String path) {
        return steps.must(part.step(), part.pool(), path);
    }

    private CompletableFuture<Map<String, Tensor>> merge(
            List<Part> parts, List<Map<String, Tensor>> answers) {
        return port.compute(
                StepTensors.elements(answers),
                () -> RowSlices.merge(answers, parts.stream().map(Part::rows).toList()));
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
        List<CompletableFuture<@Nullable Map<String, Tensor>>> members =
                node.stepsOrNone().stream().map(step -> steps.run(step, pool, path)).toList();
        return all(members)
                .thenCompose(
                        answers ->
                                port.compute(
                                        node.combine() == null ? 0 : StepTensors.elements(answers),
                                        () -> Combination.of(node, answers)));
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
