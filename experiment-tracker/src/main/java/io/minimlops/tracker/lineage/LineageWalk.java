package io.minimlops.tracker.lineage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Walks outwards from one node, level by level, in both directions. A node is visited once, so
/// circles end; when there are too many nodes, the nearest ones are kept.
final class LineageWalk {

    private final Neighbours neighbours;
    private final int mostNodes;
    private final Set<NodeId> seen = new LinkedHashSet<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final Set<String> unanswered = new TreeSet<>();
    private boolean truncated;

    LineageWalk(Neighbours neighbours, int mostNodes) {
        this.neighbours = neighbours;
        this.mostNodes = mostNodes;
    }

    /// @param depth how many edges away from the start a node may be
    LineageGraph from(NodeId start, int depth) {
        seen.add(start);
        List<NodeId> frontier = List.of(start);
        for (int level = 0; level < depth && !frontier.isEmpty(); level++) {
            frontier = beyond(frontier);
        }
        Neighbours.Described described = neighbours.describe(seen);
        unanswered.addAll(described.unanswered());
        return new LineageGraph(described.nodes(), List.copyOf(edges), truncated, unanswered);
    }

    private List<NodeId> beyond(List<NodeId> frontier) {
        int most = 4 * mostNodes;
        Neighbours.Found found = neighbours.around(frontier, most);
        unanswered.addAll(found.unanswered());
        truncated |= found.edges().size() >= most;
        List<NodeId> next = new ArrayList<>();
        for (Edge edge : found.edges()) {
            if (isHeld(edge.from(), next) && isHeld(edge.to(), next)) {
                edges.add(edge);
            } else {
                truncated = true;
            }
        }
        return next;
    }

    private boolean isHeld(NodeId node, List<NodeId> next) {
        if (seen.contains(node)) {
            return true;
        }
        if (seen.size() >= mostNodes) {
            return false;
        }
        seen.add(node);
        next.add(node);
        return true;
    }
}
