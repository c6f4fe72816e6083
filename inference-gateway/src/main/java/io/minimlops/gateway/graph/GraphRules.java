package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a graph must keep to, as far as it can be told from the graph alone.
public final class GraphRules {

    /// Of nodes in a graph, one within the other, and of graphs that are steps of graphs.
    public static final int MOST_DEPTH = 8;

    /// Steps that ask a deployment, each as often as it may run for one request, in this graph and
    /// those that are its steps.
    public static final int MOST_CALLS = 256;

    private static final int MOST_NODES = 64;
    private static final int MOST_IN_FLIGHT = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final String AT = "spec.graph";

    private final Graph graph;
    private final List<Violation> violations = new ArrayList<>();
    /// By node, on the longest way that was followed.
    private final Map<String, Integer> deepest = new HashMap<>();

    private GraphRules(Graph graph) {
        this.graph = graph;
    }

    public static List<Violation> violations(Graph graph) {
        GraphRules rules = new GraphRules(graph);
        rules.bounds();
        graph.nodesOrNone().forEach(rules::node);
        rules.ways();
        if (rules.violations.isEmpty()) {
            rules.calls();
        }
        return rules.violations;
    }

    static boolean isName(@Nullable String name) {
        return name != null && NAME.matcher(name).matches();
    }

    private void bounds() {
        Integer most = graph.maxInFlight();
        if (most != null && (most < 1 || most > MOST_IN_FLIGHT)) {
            say(".maxInFlight", "must be from 1 to " + MOST_IN_FLIGHT);
        }
        int nodes = graph.nodesOrNone().size();
        if (nodes < 1 || nodes > MOST_NODES) {
            say(".nodes", "must hold 1 to %d nodes, by name".formatted(MOST_NODES));
        }
    }

    private void node(String name, @Nullable GraphNode node) {
        String at = ".nodes." + name;
        if (!isName(name)) {
            say(at, "must have a name of 1 to 63 letters, digits, '_', '.' or '-'");
        }
        if (node == null || node.type() == null) {
            say(at + ".type", "must be sequence, switch, ensemble or splitter");
            return;
        }
        if (node.combine() != null && node.type() != Type.ENSEMBLE) {
            say(at + ".combine", "goes with an ensemble only");
        }
        List<String> outputs = node.outputs();
        if (outputs != null) {
            if (node.type() != Type.SEQUENCE) {
                say(at + ".outputs", "goes with a sequence only");
            }
            if (outputs.isEmpty() || new HashSet<>(outputs).size() < outputs.size()) {
                say(at + ".outputs", "must name tensors, none twice");
            }
        }
        StepRules.check(AT + at, node, violations);
    }

    /// Whether every way through the graph ends, and every node is on one.
    private void ways() {
        if (graph.root() == null || !graph.nodesOrNone().containsKey(graph.root())) {
            say(".root", "must name a node; there are " + graph.nodesOrNone().keySet());
            return;
        }
        follow(graph.root(), new ArrayList<>());
        for (String name : graph.nodesOrNone().keySet()) {
            if (!deepest.containsKey(name)) {
                say(".nodes." + name, "is reached from nowhere: no step enters it");
            }
        }
    }

    /// A node that many steps enter is run as many times, and so are those after it.
    private void calls() {
        long calls = CallCount.of(graph);
        if (calls > MOST_CALLS) {
            say(
                    ".nodes",
                    "must ask deployments at most %d times a request; they may ask %d times"
                            .formatted(MOST_CALLS, calls));
        }
    }

    /// Again where a longer way leads to a node: it may be too long, or come back.
    private void follow(String name, List<String> way) {
        if (way.contains(name)) {
            say(
                    ".nodes." + name,
                    "must not come back to itself: %s -> %s"
                            .formatted(String.join(" -> ", way), name));
        } else if (way.size() == MOST_DEPTH) {
            say(".nodes." + name, "is more than %d nodes deep".formatted(MOST_DEPTH));
        } else if (way.size() + 1 > deepest.getOrDefault(name, 0)) {
            deepest.put(name, way.size() + 1);
            deeper(name, way);
        }
    }

    private void deeper(String name, List<String> way) {
        GraphNode node = graph.nodesOrNone().get(name);
        if (node == null) {
            return;
        }
        List<String> further = new ArrayList<>(way);
        further.add(name);
        Set<String> next = new TreeSet<>();
        for (GraphStep step : node.stepsOrNone()) {
            if (step != null && step.node() != null) {
                next.add(step.node());
            }
        }
        for (String each : next) {
            if (graph.nodesOrNone().containsKey(each)) {
                follow(each, further);
            } else {
                say(
                        ".nodes." + name,
                        "must enter nodes that there are: '%s' is not in %s"
                                .formatted(each, graph.nodesOrNone().keySet()));
            }
        }
    }

    private void say(String at, String message) {
        Violation violation = new Violation(AT + at, message);
        if (!violations.contains(violation)) {
            violations.add(violation);
        }
    }
}
