package io.minimlops.tracker.lineage;

import io.minimlops.tracker.lineage.Edge.Relation;
import io.minimlops.tracker.lineage.NodeId.Kind;
import io.minimlops.tracker.lineage.RegistryVersions.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// What the model registry knows, for one walk: a version is asked for once, and a registry that
/// once did not answer is not waited for again.
final class RegistryNeighbours implements Neighbours {

    private static final Logger LOG = Logger.getLogger(RegistryNeighbours.class);
    private static final String REGISTRY = "model-registry";
    private static final Pattern ASKABLE = Pattern.compile("[\\w-]{1,256}");

    private final RegistryVersions registry;
    private final Map<NodeId, Version> known = new HashMap<>();
    private boolean away;

    RegistryNeighbours(RegistryVersions registry) {
        this.registry = registry;
    }

    @Override
    public Found around(Collection<NodeId> nodes, int most) {
        List<Edge> edges = new ArrayList<>();
        try {
            for (Version version : away ? List.<Version>of() : versions(nodes)) {
                edges.addAll(edges(version));
            }
        } catch (IOException e) {
            LOG.warnf("lineage without the model registry: %s", e);
            away = true;
        }
        return new Found(edges, unanswered());
    }

    @Override
    public Described describe(Collection<NodeId> nodes) {
        List<Node> described = new ArrayList<>();
        for (NodeId id : nodes) {
            Version version = known.get(id);
            if (version != null) {
                described.add(node(id, version));
            }
        }
        return new Described(described, unanswered());
    }

    private List<Version> versions(Collection<NodeId> nodes) throws IOException {
        List<Version> found = new ArrayList<>();
        for (NodeId node : nodes) {
            if (node.kind() == Kind.MODEL && !known.containsKey(node)) {
                registry.get(node.stem(), node.version()).ifPresent(found::add);
            }
        }
        List<String> runs =
                nodes.stream()
                        .filter(node -> node.kind() == Kind.RUN)
                        .map(NodeId::name)
                        .filter(id -> ASKABLE.matcher(id).matches())
                        .toList();
        for (int from = 0; from < runs.size(); from += RegistryVersions.MOST_RUNS) {
            int to = Math.min(runs.size(), from + RegistryVersions.MOST_RUNS);
            found.addAll(registry.madeBy(runs.subList(from, to)));
        }
        found.forEach(version -> known.put(id(version), version));
        return found;
    }

    private Set<String> unanswered() {
        return away ? Set.of(REGISTRY) : Set.of();
    }

    private static List<Edge> edges(Version version) {
        List<Edge> edges = new ArrayList<>();
        String run = version.runId();
        if (run != null && !run.isEmpty()) {
            edges.add(new Edge(NodeId.run(run), id(version), Relation.PRODUCED));
        }
        String model = version.modelId();
        if (model != null && !model.isEmpty()) {
            NodeId logged = new NodeId(Kind.LOGGED_MODEL, model);
            edges.add(new Edge(logged, id(version), Relation.REGISTERED_AS));
        }
        return edges;
    }

    private static NodeId id(Version version) {
        return NodeId.versioned(Kind.MODEL, version.name(), version.version());
    }

    private static Node node(NodeId id, Version version) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("version", version.version());
        if (version.source() != null) {
            attributes.put("source", version.source());
        }
        if (version.aliases() != null && !version.aliases().isEmpty()) {
            attributes.put("aliases", String.join(", ", version.aliases()));
        }
        return new Node(id, version.name(), attributes);
    }
}
