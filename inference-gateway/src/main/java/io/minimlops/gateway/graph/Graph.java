package io.minimlops.gateway.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Deployments put together to one, as KServe's InferenceGraph and Triton's ensembles do.
///
/// @param root the node that requests enter at
/// @param nodes by name
/// @param maxInFlight requests that may be under way in one process, beyond 503; absent: no bound
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Graph(
        @Nullable String root,
        @Nullable Map<String, GraphNode> nodes,
        @Nullable Integer maxInFlight) {

    /// A graph has one version: the present descriptor, as Triton's ensembles have.
    public static final String VERSION = "1";

    Map<String, GraphNode> nodesOrNone() {
        return nodes == null ? Map.of() : nodes;
    }

    /// @throws IllegalArgumentException for a node that [GraphRules] would not have let pass
    public GraphNode node(@Nullable String name) {
        GraphNode node = name == null ? null : nodesOrNone().get(name);
        if (node == null) {
            throw new IllegalArgumentException("the graph has no node '%s'".formatted(name));
        }
        return node;
    }

    /// Where requests enter.
    public GraphNode start() {
        return node(root);
    }

    /// Names of the deployments that steps ask, sorted.
    public Set<String> deployments() {
        Set<String> names = new TreeSet<>();
        for (GraphNode node : nodesOrNone().values()) {
            for (GraphStep step : node == null ? List.<GraphStep>of() : node.stepsOrNone()) {
                if (step != null && step.deployment() != null) {
                    names.add(step.deployment());
                }
            }
        }
        return names;
    }
}
