package io.minimlops.gateway.graph;

import java.util.HashMap;
import java.util.Map;

/// How often one request asks deployments at most. Each way counts, though a switch or a splitter
/// takes one of them: rows of a request may take them all.
final class CallCount {

    /// Stands for more than anybody would allow.
    private static final long MANY = Integer.MAX_VALUE;

    private final Graph graph;
    private final Map<String, Long> counted = new HashMap<>();

    private CallCount(Graph graph) {
        this.graph = graph;
    }

    /// @param graph without a way that comes back to itself
    static long of(Graph graph) {
        return new CallCount(graph).from(String.valueOf(graph.root()));
    }

    private long from(String node) {
        Long known = counted.get(node);
        if (known != null) {
            return known;
        }
        long calls = 0;
        for (GraphStep step : graph.node(node).stepsOrNone()) {
            calls += step.node() == null ? 1 : from(step.node());
        }
        counted.put(node, Math.min(calls, MANY));
        return Math.min(calls, MANY);
    }
}
