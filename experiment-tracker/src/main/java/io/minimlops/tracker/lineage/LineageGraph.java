package io.minimlops.tracker.lineage;

import java.util.List;
import java.util.Set;

/// Nodes and the edges among them.
///
/// @param truncated whether there was more within the depth than a graph may hold
/// @param incomplete names of the services that could not be asked
public record LineageGraph(
        List<Node> nodes, List<Edge> edges, boolean truncated, Set<String> incomplete) {}
