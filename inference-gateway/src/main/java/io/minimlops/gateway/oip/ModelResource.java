package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Models: metadata, readiness, configuration, statistics.
@Path("/v2/models")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {

    private final Fleet fleet;
    private final DeploymentBook book;
    private final VersionShelf shelf;

    ModelResource(Fleet fleet, DeploymentBook book, VersionShelf shelf) {
        this.fleet = fleet;
        this.book = book;
        this.shelf = shelf;
    }

    /// Names that can be asked for.
    public record Models(List<String> models) {}

    @GET
    public Models models() {
        return new Models(book.all().stream().map(Deployment::name).toList());
    }

    @GET
    @Path("/{model}")
    public ModelMetadata metadata(@PathParam("model") String model) {
        return with(model, null, version -> metadata(model, version));
    }

    @GET
    @Path("/{model}/versions/{version}")
    public ModelMetadata versionMetadata(
            @PathParam("model") String model, @PathParam("version") String version) {
        return with(model, version, loaded -> metadata(model, loaded));
    }

    @GET
    @Path("/{model}/ready")
    public Ready ready(@PathParam("model") String model) {
        return with(model, null, version -> new Ready(model, true));
    }

    @GET
    @Path("/{model}/versions/{version}/ready")
    public Ready versionReady(
            @PathParam("model") String model, @PathParam("version") String version) {
        return with(model, version, loaded -> new Ready(model, true));
    }

    @GET
    @Path("/{model}/config")
    public ObjectNode config(@PathParam("model") String model) {
        return with(model, null, version -> ModelConfiguration.of(model, version));
    }

    @GET
    @Path("/{model}/versions/{version}/config")
    public ObjectNode versionConfig(
            @PathParam("model") String model, @PathParam("version") String version) {
        return with(model, version, loaded -> ModelConfiguration.of(model, loaded));
    }

    @GET
    @Path("/stats")
    public ObjectNode stats() {
        return ModelStatistics.of(sorted(id -> true));
    }

    @GET
    @Path("/{model}/stats")
    public ObjectNode stats(@PathParam("model") String model) {
        String registered = registered(model);
        return ModelStatistics.of(sorted(id -> id.model().equals(registered)));
    }

    @GET
    @Path("/{model}/versions/{version}/stats")
    public ObjectNode stats(
            @PathParam("model") String model, @PathParam("version") String version) {
        VersionId id = new VersionId(registered(model), version);
        Map<VersionId, ServingStats> found = sorted(id::equals);
        if (found.isEmpty()) {
            throw unknown("'%s' version %s".formatted(model, version));
        }
        return ModelStatistics.of(found);
    }

    /// Whether a model answers.
    public record Ready(String name, boolean ready) {}

    private ModelMetadata metadata(String model, LoadedVersion version) {
        List<String> versions =
                shelf.states().keySet().stream()
                        .filter(id -> id.model().equals(version.id().model()))
                        .filter(id -> shelf.ready(id).isPresent())
                        .map(VersionId::version)
                        .toList();
        return ModelMetadata.of(model, versions, version);
    }

    private Map<VersionId, ServingStats> sorted(Predicate<VersionId> wanted) {
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

    private String registered(String model) {
        Names.check(model);
        return book.find(model).orElseThrow(() -> unknown("'%s'".formatted(model))).model();
    }

    private <T> T with(String model, @Nullable String version, Function<LoadedVersion, T> answer) {
        Names.check(model);
        try (Route route = fleet.route(model, version, "")) {
            return answer.apply(route.version());
        } catch (NotServed e) {
            throw new InferenceRefused(
                    e.isKnown()
                            ? InferenceRefused.Kind.NOT_READY
                            : InferenceRefused.Kind.UNKNOWN_MODEL,
                    String.valueOf(e.getMessage()),
                    Duration.ofSeconds(1),
                    e);
        }
    }

    private static InferenceRefused unknown(String what) {
        return new InferenceRefused(
                InferenceRefused.Kind.UNKNOWN_MODEL,
                "Request for unknown model: %s is not found".formatted(what));
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
