package io.minimlops.registry.mlflow;

import io.minimlops.registry.mlflow.WireAnswer.DownloadUri;
import io.minimlops.registry.mlflow.WireAnswer.Nothing;
import io.minimlops.registry.mlflow.WireAnswer.OneVersion;
import io.minimlops.registry.mlflow.WireAnswer.Versions;
import io.minimlops.registry.search.Page;
import io.minimlops.registry.search.SearchQuery;
import io.minimlops.registry.version.ModelVersion;
import io.minimlops.registry.version.RegisterVersion;
import io.minimlops.registry.version.Stage;
import io.minimlops.registry.version.VersionCatalog;
import io.minimlops.registry.version.VersionRegistrar;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `model-versions/…`
@Path("/{prefix:api|ajax-api}/2.0/mlflow/model-versions")
@RunOnVirtualThread
@Tag(name = "mlflow model-versions")
public class ModelVersionsWire {

    private static final int MAX_RESULTS = 200_000;

    private final VersionRegistrar registrar;
    private final VersionCatalog versions;
    private final WireViews views;

    ModelVersionsWire(VersionRegistrar registrar, VersionCatalog versions, WireViews views) {
        this.registrar = registrar;
        this.versions = versions;
        this.views = views;
    }

    @ServerExceptionMapper
    public Response refuse(Throwable failure) {
        return WireErrors.answer(failure);
    }

    /// @param requestKey beyond MLflow: repeating a call with the same key gives the same version
    @POST
    @Path("create")
    public OneVersion create(
            @Context UriInfo uri,
            @HeaderParam("Idempotency-Key") @Nullable String requestKey,
            byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        return one(
                registrar.register(
                        new RegisterVersion(
                                request.required("name"),
                                request.required("source"),
                                request.nonEmpty("run_id"),
                                request.nonEmpty("run_link"),
                                request.nonEmpty("model_id"),
                                request.optional("description"),
                                request.tags("tags"),
                                requestKey)));
    }

    @GET
    @Path("get")
    public OneVersion get(@Context UriInfo uri, byte @Nullable [] body) {
        return one(find(request(uri, body)));
    }

    @PATCH
    @Path("update")
    public OneVersion update(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        String name = request.required("name");
        return one(
                versions.describe(
                        name,
                        WireVersionNumber.of(request, name),
                        request.optional("description")));
    }

    @DELETE
    @Path("delete")
    public Nothing delete(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        String name = request.required("name");
        registrar.delete(name, WireVersionNumber.of(request, name));
        return new Nothing();
    }

    @POST
    @Path("transition-stage")
    public OneVersion transition(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        String name = request.required("name");
        int version = WireVersionNumber.of(request, name);
        Stage stage = WireStage.parse(request.required("stage"));
        boolean archiveOthers = request.flag("archive_existing_versions");
        if (archiveOthers && !stage.isActive()) {
            throw WireError.invalid(
                    "Model version transition cannot archive existing model versions because '"
                            + stage.title()
                            + "' is not an Active stage. Valid stages are Staging, Production");
        }
        return one(versions.transition(name, version, stage, archiveOthers));
    }

    @GET
    @Path("search")
    public Versions search(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        Page<ModelVersion> page =
                versions.search(
                        new SearchQuery(
                                request.optional("filter"),
                                request.texts("order_by"),
                                request.integer("max_results", MAX_RESULTS, MAX_RESULTS),
                                request.optional("page_token")));
        return new Versions(views.ofVersions(page.items()), page.nextToken());
    }

    @GET
    @Path("get-download-uri")
    public DownloadUri downloadUri(@Context UriInfo uri, byte @Nullable [] body) {
        return new DownloadUri(find(request(uri, body)).artifactUri());
    }

    @POST
    @Path("set-tag")
    public Nothing setTag(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        String name = request.required("name");
        int version = WireVersionNumber.of(request, name);
        versions.setTag(name, version, request.required("key"), request.text("value"));
        return new Nothing();
    }

    @DELETE
    @Path("delete-tag")
    public Nothing deleteTag(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        String name = request.required("name");
        versions.deleteTag(name, WireVersionNumber.of(request, name), request.required("key"));
        return new Nothing();
    }

    private ModelVersion find(WireRequest request) {
        String name = request.required("name");
        return versions.get(name, WireVersionNumber.of(request, name));
    }

    private OneVersion one(ModelVersion version) {
        return new OneVersion(views.of(version));
    }

    private static WireRequest request(UriInfo uri, byte @Nullable [] body) {
        return WireRequest.of(uri.getQueryParameters(), body);
    }
}
