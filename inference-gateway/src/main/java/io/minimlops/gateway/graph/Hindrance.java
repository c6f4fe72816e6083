package io.minimlops.gateway.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Why a graph would not answer some request: a step that the request cannot do without would fail.
/// What is below a soft step is never wanted so much, unless an ensemble has nothing else.
public final class Hindrance {

    private final Graph graph;
    private final Function<GraphStep, Optional<String>> deployments;

    private Hindrance(Graph graph, Function<GraphStep, Optional<String>> deployments) {
        this.graph = graph;
        this.deployments = deployments;
    }

    /// @param deployments why the deployment that a step asks would not answer it
    public static Optional<String> of(
            Graph graph, Function<GraphStep, Optional<String>> deployments) {
        return new Hindrance(graph, deployments).node(graph.start(), "");
    }

    private Optional<String> node(GraphNode node, String path) {
        List<String> soft = new ArrayList<>();
        for (GraphStep step : node.stepsOrNone()) {
            Optional<String> why = step(step, path);
            if (why.isPresent() && !step.mayFail()) {
                return why;
            }
            why.ifPresent(soft::add);
        }
        boolean nobodyIsLeft =
                node.type() == GraphNode.Type.ENSEMBLE && soft.size() == node.stepsOrNone().size();
        return nobodyIsLeft ? Optional.of(String.join("; ", soft)) : Optional.empty();
    }

    private Optional<String> step(GraphStep step, String before) {
        String path = step.path(before);
        return step.node() == null
                ? deployments.apply(step).map(why -> "step '%s': %s".formatted(path, why))
                : node(graph.node(step.node()), path);
    }
}
