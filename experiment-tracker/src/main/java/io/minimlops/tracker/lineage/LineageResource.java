package io.minimlops.tracker.lineage;

import io.minimlops.tracker.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What came from what.
@Path("/api/v1/lineage")
@Tag(name = "lineage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LineageResource {

    private static final int USUAL_DEPTH = 2;
    private static final int DEEPEST = 5;
    private static final int MOST_NODES = 1000;

    private final LineageSources sources;

    LineageResource(LineageSources sources) {
        this.sources = sources;
    }

    @GET
    @Operation(summary = "The graph around a run, dataset version, model version or pipeline run")
    public LineageView around(
            @RestQuery("node") @Nullable String node, @RestQuery("depth") @Nullable String depth) {
        NodeId start = NodeId.parse(node == null ? "" : node);
        LineageGraph graph =
                new LineageWalk(sources.open(), MOST_NODES).from(start, checked(depth));
        if (isUnknown(graph, start)) {
            throw new Refusal.NotFound("There is no node '" + start + "'");
        }
        return LineageView.of(graph);
    }

    /// Whether a model version exists nobody can say while the registry is away.
    private static boolean isUnknown(LineageGraph graph, NodeId start) {
        boolean isUncertain = start.kind() == NodeId.Kind.MODEL && !graph.incomplete().isEmpty();
        return graph.nodes().getFirst().isMissing() && graph.edges().isEmpty() && !isUncertain;
    }

    private static int checked(@Nullable String depth) {
        if (depth == null || depth.isEmpty()) {
            return USUAL_DEPTH;
        }
        if (!depth.matches("[1-9]") || Integer.parseInt(depth) > DEEPEST) {
            throw new Refusal.Invalid(
                    "'depth' is '%s'; expected a whole number from 1 to %d"
                            .formatted(depth, DEEPEST));
        }
        return Integer.parseInt(depth);
    }
}
