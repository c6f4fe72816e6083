package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.deployment.Activator;
import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.deployment.Router;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.model.GraphStats;
import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionOrder;
import io.minimlops.gateway.model.VersionShelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the protocol tells of models, whichever wire asks. A version that is not named is the
/// champion. What only the model itself can tell wakes a cold deployment.
@ApplicationScoped
public class ModelDirectory {

    private final Router router;
    private final Activator activator;
    private final DeploymentBook book;
    private final VersionShelf shelf;
    private final GraphDirectory graphs;
    private final GraphStats graphStats;

    ModelDirectory(
            Router router,
            Activator activator,
            DeploymentBook book,
            VersionShelf shelf,
            GraphDirectory graphs,
            GraphStats graphStats) {
        this.router = router;
        this.activator = activator;
        this.book = book;
        this.shelf = shelf;
        this.graphs = graphs;
        this.graphStats = graphStats;
    }

    /// Names that can be asked for.
    public List<String> models() {
        return book.all().stream().map(Deployment::name).toList();
    }

    public ModelMetadata metadata(String model, @Nullable String version) {
        Optional<Deployment> graph = graphs.find(model, version);
        if (graph.isPresent()) {
            return graphs.metadata(graph.get());
        }
        return with(
                model,
                version,
                route ->
                        ModelMetadata.of(
                                model,
                                shelf.readyVersions(route.version().id().model()),
                                route.version()));
    }

    /// What a request has to bring.
    ///
    /// @param columns names of the columns of a model's only matrix; empty when nobody said
    public record Inputs(List<ModelMetadata.TensorMetadata> tensors, List<String> columns) {}

    public Inputs inputs(String model, @Nullable String version) {
        Optional<Deployment> graph = graphs.find(model, version);
        if (graph.isPresent()) {
            return new Inputs(graphs.inputs(graph.get()), List.of());
        }
        return with(
                model,
                version,
                route ->
                        new Inputs(
                                ModelMetadata.inputs(route.version()), route.version().columns()));
    }

    public ObjectNode configuration(String model, @Nullable String version) {
        return graphs.find(model, version)
                .map(graphs::configuration)
                .orElseGet(
                        () -> with(model, version, route -> ModelConfiguration.of(model, route)));
    }

    /// A cold deployment is ready: a request would be answered, if later. Asking does not wake it.
    ///
    /// @throws InferenceRefused when it does not answer
    public void requireReady(String model, @Nullable String version) {
        Names.check(model);
        Optional<Deployment> graph = graphs.find(model, version);
        if (graph.isPresent()) {
            graphs.requireReady(graph.get());
            return;
        }
        try {
            router.route(model, version, "").ifPresent(Route::close);
        } catch (NotServed e) {
            throw InferenceRefused.of(e);
        }
    }

    /// Statistics of all models.
    public ObjectNode statistics() {
        Map<VersionId, ServingStats> all = statistics(id -> true);
        all.putAll(graphStats.all());
        return ModelStatistics.of(all);
    }

    /// Statistics of one model, or of one version of it.
    public ObjectNode statistics(String model, @Nullable String version) {
        Names.check(model);
        if (graphs.find(model, version).isPresent()) {
            return ModelStatistics.of(Map.of(GraphStats.id(model), graphStats.of(model)));
        }
        String registered =
                book.find(model).orElseThrow(() -> unknown("'%s'".formatted(model))).model();
        if (version == null) {
            return ModelStatistics.of(statistics(id -> id.model().equals(registered)));
        }
        Map<VersionId, ServingStats> found = statistics(new VersionId(registered, version)::equals);
        if (found.isEmpty()) {
            throw unknown("'%s' version %s".formatted(model, version));
        }
        return ModelStatistics.of(found);
    }

    private Map<VersionId, ServingStats> statistics(Predicate<VersionId> wanted) {
        Map<VersionId, ServingStats> sorted = new TreeMap<>(VersionOrder.BY_NAME);
        shelf.stats()
                .forEach(
                        (id, stats) -> {
                            if (wanted.test(id)) {
                                sorted.put(id, stats);
                            }
                        });
        return sorted;
    }

    private <T> T with(String model, @Nullable String version, Function<Route, T> answer) {
        Names.check(model);
        try (Route route = activator.route(model, version, "")) {
            return answer.apply(route);
        } catch (NotServed e) {
            throw InferenceRefused.of(e);
        }
    }

    private static InferenceRefused unknown(String what) {
        return new InferenceRefused(
                Kind.UNKNOWN_MODEL, "Request for unknown model: %s is not found".formatted(what));
    }
}
