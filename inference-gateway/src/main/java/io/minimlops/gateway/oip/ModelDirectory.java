package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.deployment.Activator;
import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the protocol tells of models, whichever wire asks. A version that is not named is the
/// champion. What only the model itself can tell wakes a cold deployment.
@ApplicationScoped
public class ModelDirectory {

    private final Fleet fleet;
    private final Activator activator;
    private final DeploymentBook book;
    private final VersionShelf shelf;

    ModelDirectory(Fleet fleet, Activator activator, DeploymentBook book, VersionShelf shelf) {
        this.fleet = fleet;
        this.activator = activator;
        this.book = book;
        this.shelf = shelf;
    }

    /// Names that can be asked for.
    public List<String> models() {
        return book.all().stream().map(Deployment::name).toList();
    }

    public ModelMetadata metadata(String model, @Nullable String version) {
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
        return with(
                model,
                version,
                route ->
                        new Inputs(
                                ModelMetadata.inputs(route.version()), route.version().columns()));
    }

    public ObjectNode configuration(String model, @Nullable String version) {
        return with(model, version, route -> ModelConfiguration.of(model, route));
    }

    /// A cold deployment is ready: a request would be answered, if later. Asking does not wake it.
    ///
    /// @throws InferenceRefused when it does not answer
    public void requireReady(String model, @Nullable String version) {
        Names.check(model);
        try {
            fleet.route(model, version, "").ifPresent(Route::close);
        } catch (NotServed e) {
            throw InferenceRefused.of(e);
        }
    }

    /// Statistics of all models.
    public ObjectNode statistics() {
        return ModelStatistics.of(statistics(id -> true));
    }

    /// Statistics of one model, or of one version of it.
    public ObjectNode statistics(String model, @Nullable String version) {
        Names.check(model);
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
        Map<VersionId, ServingStats> sorted = new TreeMap<>(VersionShelf.BY_NAME);
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
