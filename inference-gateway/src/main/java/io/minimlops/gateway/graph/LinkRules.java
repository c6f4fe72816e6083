package io.minimlops.gateway.graph;

import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// What a graph must keep to among others: its steps ask what there is, no way leads back to it,
/// and neither it nor a graph that leads to it goes too deep or asks too often, however many graphs
/// a request goes through.
public final class LinkRules {

    private static final String NODES = "spec.graph.nodes";

    private final String name;
    private final Map<String, Graph> graphs;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, List<String>> ways = new HashMap<>();
    private final Map<String, Extent> extents = new HashMap<>();

    /// @param depth graphs on the longest way, one within the other, itself the first
    /// @param calls of deployments for one request, at most
    private record Extent(int depth, long calls) {

        /// Of what leads back to itself.
        static final Extent ENDLESS = new Extent(Integer.MAX_VALUE / 2, CallCount.MANY);
    }

    private LinkRules(String name, Map<String, Graph> graphs) {
        this.name = name;
        this.graphs = graphs;
    }

    /// @param name of the graph that is wanted
    /// @param graphs all that there would be with it, each one keeping to [GraphRules]
    /// @param isThere whether a deployment is
    public static List<Violation> violations(
            String name, Map<String, Graph> graphs, Predicate<String> isThere) {
        LinkRules rules = new LinkRules(name, graphs);
        rules.steps(isThere);
        if (rules.violations.isEmpty()) {
            rules.bounds();
        }
        return rules.violations;
    }

    private void steps(Predicate<String> isThere) {
        Objects.requireNonNull(graphs.get(name), name)
                .nodesOrNone()
                .forEach(
                        (node, steps) -> {
                            for (int i = 0; i < steps.stepsOrNone().size(); i++) {
                                String asked = steps.stepsOrNone().get(i).deployment();
                                if (asked != null) {
                                    String at = "%s.%s.steps.%d".formatted(NODES, node, i);
                                    step(at + ".deployment", asked, isThere);
                                }
                            }
                        });
    }

    private void step(String at, String asked, Predicate<String> isThere) {
        List<String> back = wayBack(asked);
        if (!back.isEmpty()) {
            say(
                    at,
                    "must not come back to itself: %s -> %s"
                            .formatted(name, String.join(" -> ", back)));
        } else if (!isThere.test(asked)) {
            say(at, "asks the deployment '%s', which there is not".formatted(asked));
        } else if (extent(asked).depth() >= GraphRules.MOST_DEPTH) {
            say(at, "leads through more than %d graphs".formatted(GraphRules.MOST_DEPTH));
        }
    }

    /// The graphs from one to the wanted one; none when no way leads there.
    private List<String> wayBack(String from) {
        if (from.equals(name)) {
            return List.of(name);
        }
        Graph graph = graphs.get(from);
        List<String> known = ways.putIfAbsent(from, List.of());
        if (known != null || graph == null) {
            return known == null ? List.of() : known;
        }
        for (String next : graph.deployments()) {
            List<String> rest = wayBack(next);
            if (!rest.isEmpty()) {
                List<String> way = new ArrayList<>(List.of(from));
                way.addAll(rest);
                ways.put(from, way);
                return way;
            }
        }
        return List.of();
    }

    private void bounds() {
        long calls = extent(name).calls();
        if (calls > GraphRules.MOST_CALLS) {
            say(
                    NODES,
                    "must ask deployments at most %d times a request; with the graphs among them, they may ask %d times"
                            .formatted(GraphRules.MOST_CALLS, calls));
            return;
        }
        graphs.keySet().stream()
                .filter(outer -> !outer.equals(name) && !wayBack(outer).isEmpty())
                .sorted()
                .forEach(this::outer);
    }

    /// What leads here keeps to the bounds too, as it is now.
    private void outer(String outer) {
        Extent extent = extent(outer);
        if (extent.depth() > GraphRules.MOST_DEPTH) {
            say(
                    NODES,
                    "would have the graph '%s' lead through more than %d graphs"
                            .formatted(outer, GraphRules.MOST_DEPTH));
        } else if (extent.calls() > GraphRules.MOST_CALLS) {
            say(
                    NODES,
                    "would have the graph '%s' ask deployments %d times a request; it may ask %d times"
                            .formatted(outer, extent.calls(), GraphRules.MOST_CALLS));
        }
    }

    /// Of a deployment that is no graph: nothing.
    private Extent extent(String deployment) {
        Graph graph = graphs.get(deployment);
        if (graph == null) {
            return new Extent(0, 0);
        }
        Extent known = extents.putIfAbsent(deployment, Extent.ENDLESS);
        if (known != null) {
            return known;
        }
        int depth = 0;
        for (String next : graph.deployments()) {
            depth = Math.max(depth, extent(next).depth());
        }
        Extent extent = new Extent(depth + 1, CallCount.of(graph, next -> extent(next).calls()));
        extents.put(deployment, extent);
        return extent;
    }

    private void say(String at, String message) {
        violations.add(new Violation(at, message));
    }
}
