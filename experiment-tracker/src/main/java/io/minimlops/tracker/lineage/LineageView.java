package io.minimlops.tracker.lineage;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The graph as the API shows it.
///
/// @param incomplete names of the services that could not be asked, so that something may be
///     missing
record LineageView(
        List<NodeView> nodes, List<EdgeView> edges, boolean truncated, Set<String> incomplete) {

    static LineageView of(LineageGraph graph) {
        return new LineageView(
                graph.nodes().stream().map(NodeView::of).toList(),
                graph.edges().stream().map(EdgeView::of).toList(),
                graph.truncated(),
                graph.incomplete());
    }

    record NodeView(String id, NodeId.Kind kind, String name, Map<String, String> attributes) {
        static NodeView of(Node node) {
            return new NodeView(
                    node.id().toString(), node.id().kind(), node.name(), node.attributes());
        }
    }

    /// `from` was first; read it as a sentence: from, relation, to.
    record EdgeView(String from, String to, Edge.Relation relation) {
        static EdgeView of(Edge edge) {
            return new EdgeView(edge.from().toString(), edge.to().toString(), edge.relation());
        }
    }
}
