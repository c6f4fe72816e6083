package io.minimlops.tracker.lineage;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What stands next to nodes, and what they are.
public interface Neighbours {

    /// Every edge that begins or ends at one of the nodes.
    ///
    /// @param most how many edges are wanted; there may be more
    Found around(Collection<NodeId> nodes, int most);

    /// One node each, those that are gone as [Node#missing].
    Described describe(Collection<NodeId> nodes);

    /// @param unanswered names of the services that could not be asked
    record Found(List<Edge> edges, Set<String> unanswered) {}

    /// @param unanswered names of the services that could not be asked
    record Described(List<Node> nodes, Set<String> unanswered) {}
}
