package io.minimlops.tracker.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What several sources know, taken together.
final class AllNeighbours implements Neighbours {

    private final List<Neighbours> sources;

    AllNeighbours(List<Neighbours> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Found around(Collection<NodeId> nodes, int most) {
        List<Edge> edges = new ArrayList<>();
        Set<String> unanswered = new TreeSet<>();
        for (Neighbours source : sources) {
            Found found = source.around(nodes, most);
            edges.addAll(found.edges());
            unanswered.addAll(found.unanswered());
        }
        return new Found(edges, unanswered);
    }

    @Override
    public Described describe(Collection<NodeId> nodes) {
        Map<NodeId, Node> known = new HashMap<>();
        Set<String> unanswered = new TreeSet<>();
        for (Neighbours source : sources) {
            Described described = source.describe(nodes);
            described.nodes().forEach(node -> known.putIfAbsent(node.id(), node));
            unanswered.addAll(described.unanswered());
        }
        return new Described(
                nodes.stream().map(id -> known.getOrDefault(id, Node.missing(id))).toList(),
                unanswered);
    }
}
