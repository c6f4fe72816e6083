package io.minimlops.gateway.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/// How often one request asks deployments at most. Each way counts, though a switch or a splitter
/// takes one of them: rows of a request may take them all. A step that asks a graph counts for
/// itself and for what that graph asks.
final class CallCount {

    /// Stands for more than anybody would allow.
    static final long MANY = Integer.MAX_VALUE;

    private final Graph graph;
    private final ToLongFunction<String> within;
    private final Map<String, Long> counted = new HashMap<>();

    private CallCount(Graph graph, ToLongFunction<String> within) {
        this.graph = graph;
        this.within = within;
    }

    /// As if no step asked a graph.
    ///
    /// @param graph without a way that comes back to itself
    static long of(Graph graph) {
        return of(graph, deployment -> 0);
    }

    /// @param within what a deployment asks itself, being a graph
    static long of(Graph graph, ToLongFunction<String> within) {
        return new CallCount(graph, within).from(String.valueOf(graph.root()));
    }

    private long from(String node) {
        Long known = counted.get(node);
        if (known != null) {
            return known;
        }
        long calls = 0;
        for (GraphStep step : graph.node(node).stepsOrNone()) {
            calls +=
                    step.node() == null
                            ? 1 + within.applyAsLong(String.valueOf(step.deployment()))
                            : from(step.node());
        }
        counted.put(node, Math.min(calls, MANY));
        return Math.min(calls, MANY);
    }
}
