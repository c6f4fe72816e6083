package io.minimlops.gateway.model;

import io.minimlops.gateway.graph.Graph;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What each graph has done since this process began, under its name and the one version it has.
/// Its steps' versions count for themselves.
@ApplicationScoped
public class GraphStats {

    private final ConcurrentMap<VersionId, ServingStats> stats = new ConcurrentHashMap<>();

    public ServingStats of(String graph) {
        return stats.computeIfAbsent(id(graph), any -> new ServingStats());
    }

    public Map<VersionId, ServingStats> all() {
        return Map.copyOf(stats);
    }

    public static VersionId id(String graph) {
        return new VersionId(graph, Graph.VERSION);
    }
}
