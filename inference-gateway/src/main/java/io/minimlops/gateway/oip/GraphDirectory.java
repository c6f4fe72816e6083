package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.deployment.Activator;
import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.GraphLinks;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.graph.GraphSignature;
import io.minimlops.gateway.graph.GraphStep;
import io.minimlops.gateway.graph.StepAway;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.oip.ModelMetadata.TensorMetadata;
import io.minimlops.gateway.oip.ModelRepository.IndexEntry;
import io.minimlops.gateway.tensor.TensorSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the protocol tells of graphs, whichever wire asks. Signatures are put together from those
/// of the steps' deployments as they are now, for which cold ones have to wake; soft steps that are
/// away are left out.
@ApplicationScoped
public class GraphDirectory {

    private static final String PLATFORM = "ensemble";

    private final DeploymentBook book;
    private final GraphLinks links;
    private final Activator activator;

    GraphDirectory(DeploymentBook book, GraphLinks links, Activator activator) {
        this.book = book;
        this.links = links;
        this.activator = activator;
    }

    /// Empty for what is no graph.
    ///
    /// @throws InferenceRefused for a version that a graph does not have
    Optional<Deployment> find(String name, @Nullable String version) {
        Optional<Deployment> found = book.find(name).filter(Deployment::isGraph);
        if (found.isPresent() && version != null && !version.equals(Graph.VERSION)) {
            throw new InferenceRefused(Kind.UNKNOWN_MODEL, NotServed.unknown(name, version));
        }
        return found;
    }

    void requireReady(Deployment deployment) {
        links.trouble(deployment)
                .ifPresent(
                        why -> {
                            throw notReady(deployment.name(), why, Duration.ofSeconds(1));
                        });
    }

    List<IndexEntry> index(boolean readyOnly) {
        return book.graphs().stream()
                .map(
                        graph ->
                                links.trouble(graph)
                                        .map(why -> entry(graph, "UNAVAILABLE", why))
                                        .orElseGet(() -> entry(graph, "READY", "")))
                .filter(entry -> !readyOnly || entry.state().equals("READY"))
                .toList();
    }

    private static IndexEntry entry(Deployment graph, String state, String reason) {
        return new IndexEntry(graph.name(), Graph.VERSION, state, reason);
    }

    ModelMetadata metadata(Deployment deployment) {
        GraphSignature signature = signature(deployment);
        return new ModelMetadata(
                deployment.name(),
                List.of(Graph.VERSION),
                PLATFORM,
                tensors(signature.inputs()),
                tensors(signature.outputs()));
    }

    List<TensorMetadata> inputs(Deployment deployment) {
        return tensors(signature(deployment).inputs());
    }

    ObjectNode configuration(Deployment deployment) {
        return GraphConfiguration.of(
                metadata(deployment),
                graph(deployment),
                step -> told(() -> signature(deployment.name(), step, 1)));
    }

    private static List<TensorMetadata> tensors(Map<String, TensorSpec> specs) {
        return specs.values().stream().map(TensorMetadata::of).toList();
    }

    private static Graph graph(Deployment deployment) {
        Graph graph = deployment.spec().graph();
        if (graph == null) {
            throw new IllegalStateException(deployment.name() + " is no graph");
        }
        return graph;
    }

    private GraphSignature signature(Deployment deployment) {
        return told(() -> signature(deployment, 1));
    }

    private static GraphSignature told(Supplier<GraphSignature> signature) {
        try {
            return signature.get();
        } catch (StepAway away) {
            throw away.reason();
        }
    }

    /// @param depth graphs one within the other, this the last
    private GraphSignature signature(Deployment deployment, int depth) {
        if (depth > GraphRules.MOST_DEPTH) {
            throw new StepAway(
                    notReady(
                            deployment.name(),
                            "it leads through too many graphs",
                            Duration.ofSeconds(1)));
        }
        return GraphSignature.of(
                graph(deployment), step -> signature(deployment.name(), step, depth));
    }

    private GraphSignature signature(String graph, GraphStep step, int depth) {
        String name = String.valueOf(step.deployment());
        Optional<Deployment> inner = book.find(name).filter(Deployment::isGraph);
        if (inner.isPresent()) {
            return signature(inner.get(), depth + 1);
        }
        try (Route route = activator.route(name, step.version(), "")) {
            Map<String, TensorSpec> inputs = new LinkedHashMap<>();
            ModelMetadata.inputs(route.version())
                    .forEach(input -> inputs.put(input.name(), input.spec()));
            Map<String, TensorSpec> outputs = new LinkedHashMap<>();
            route.version().outputs().forEach(output -> outputs.put(output.name(), output));
            return new GraphSignature(inputs, outputs);
        } catch (NotServed e) {
            String why = "step '%s': %s".formatted(step.label(), e.getMessage());
            throw new StepAway(notReady(graph, why, e.retryAfter()));
        }
    }

    private static InferenceRefused notReady(String graph, String why, Duration retryAfter) {
        return new InferenceRefused(
                Kind.NOT_READY, NotServed.notReady(graph, why), retryAfter, null);
    }
}
