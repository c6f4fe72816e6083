package io.minimlops.registry.mlflow;

import io.minimlops.registry.Refusal.AliasNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.alias.AliasBook;
import io.minimlops.registry.alias.Cause;
import io.minimlops.registry.mlflow.WireAnswer.Nothing;
import io.minimlops.registry.mlflow.WireAnswer.OneVersion;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.version.ModelVersion;
import io.minimlops.registry.version.VersionCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `registered-models/alias`. What MLflow's clients move is history too, told as moved by `mlflow`.
@Path("/{prefix:api|ajax-api}/2.0/mlflow/registered-models/alias")
@RunOnVirtualThread
@Tag(name = "mlflow registered-models")
public class AliasesWire {

    private static final Cause MLFLOW = Cause.of("mlflow", null);

    private final ModelCatalog models;
    private final VersionCatalog versions;
    private final AliasBook aliases;
    private final WireViews views;

    AliasesWire(ModelCatalog models, VersionCatalog versions, AliasBook aliases, WireViews views) {
        this.models = models;
        this.versions = versions;
        this.aliases = aliases;
        this.views = views;
    }

    @ServerExceptionMapper
    public Response refuse(Throwable failure) {
        return WireErrors.answer(failure);
    }

    @POST
    public Nothing set(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = WireRequest.of(uri.getQueryParameters(), body);
        String name = request.required("name");
        String alias = request.required("alias");
        aliases.set(name, alias, WireVersionNumber.of(request, name), MLFLOW);
        return new Nothing();
    }

    /// An alias that is not there counts as deleted.
    @DELETE
    public Nothing delete(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = WireRequest.of(uri.getQueryParameters(), body);
        try {
            aliases.remove(request.required("name"), request.required("alias"), MLFLOW);
        } catch (Refused e) {
            if (!(e.refusal() instanceof AliasNotFound)) {
                throw e;
            }
        }
        return new Nothing();
    }

    @GET
    public OneVersion get(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = WireRequest.of(uri.getQueryParameters(), body);
        String name = request.required("name");
        String alias = request.required("alias");
        long model = models.get(name).id();
        ModelVersion version =
                alias.equalsIgnoreCase("latest")
                        ? newest(name)
                        : aliases.versionOf(model, alias)
                                .map(number -> versions.get(name, number))
                                .orElseThrow(() -> new Refused(new AliasNotFound(name, alias)));
        return new OneVersion(views.of(version));
    }

    private ModelVersion newest(String name) {
        return versions.all(name).stream()
                .reduce((_, later) -> later)
                .orElseThrow(() -> new Refused(new AliasNotFound(name, "latest")));
    }
}
