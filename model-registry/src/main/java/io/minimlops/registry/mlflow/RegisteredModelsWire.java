package io.minimlops.registry.mlflow;

import io.minimlops.registry.mlflow.WireAnswer.Models;
import io.minimlops.registry.mlflow.WireAnswer.Nothing;
import io.minimlops.registry.mlflow.WireAnswer.OneModel;
import io.minimlops.registry.mlflow.WireAnswer.Versions;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.search.Page;
import io.minimlops.registry.search.SearchQuery;
import io.minimlops.registry.version.ModelVersion;
import io.minimlops.registry.version.Stage;
import io.minimlops.registry.version.VersionCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `registered-models/…` but for aliases.
@Path("/{prefix:api|ajax-api}/2.0/mlflow/registered-models")
@RunOnVirtualThread
@Tag(name = "mlflow registered-models")
public class RegisteredModelsWire {

    private static final int MAX_RESULTS = 1000;
    private static final int DEFAULT_RESULTS = 100;

    private final ModelCatalog models;
    private final VersionCatalog versions;
    private final WireViews views;

    RegisteredModelsWire(ModelCatalog models, VersionCatalog versions, WireViews views) {
        this.models = models;
        this.versions = versions;
        this.views = views;
    }

    @ServerExceptionMapper
    public Response refuse(Throwable failure) {
        return WireErrors.answer(failure);
    }

    @POST
    @Path("create")
    public OneModel create(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        return one(
                models.create(
                        request.required("name"),
                        request.optional("description"),
                        request.tags("tags")));
    }

    @GET
    @Path("get")
    public OneModel get(@Context UriInfo uri, byte @Nullable [] body) {
        return one(models.get(request(uri, body).required("name")));
    }

    @PATCH
    @Path("update")
    public OneModel update(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        return one(models.describe(request.required("name"), request.optional("description")));
    }

    @POST
    @Path("rename")
    public OneModel rename(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        return one(models.rename(request.required("name"), request.required("new_name")));
    }

    @DELETE
    @Path("delete")
    public Nothing delete(@Context UriInfo uri, byte @Nullable [] body) {
        models.delete(request(uri, body).required("name"));
        return new Nothing();
    }

    @GET
    @Path("search")
    public Models search(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        Page<RegisteredModel> page =
                models.search(
                        new SearchQuery(
                                request.optional("filter"),
                                request.texts("order_by"),
                                request.integer("max_results", DEFAULT_RESULTS, MAX_RESULTS),
                                request.optional("page_token")));
        return new Models(views.ofModels(page.items()), page.nextToken());
    }

    @GET
    @Path("get-latest-versions")
    public Versions latestVersions(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        RegisteredModel model = models.get(request.required("name"));
        Set<Stage> stages = new HashSet<>();
        request.texts("stages").forEach(stage -> stages.add(WireStage.parse(stage)));
        List<ModelVersion> latest =
                versions.newestPerStage(List.of(model)).getOrDefault(model.id(), List.of()).stream()
                        .filter(version -> stages.isEmpty() || stages.contains(version.stage()))
                        .toList();
        return new Versions(views.ofVersions(latest), null);
    }

    @POST
    @Path("get-latest-versions")
    public Versions latestVersionsByPost(@Context UriInfo uri, byte @Nullable [] body) {
        return latestVersions(uri, body);
    }

    @POST
    @Path("set-tag")
    public Nothing setTag(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        models.setTag(request.required("name"), request.required("key"), request.text("value"));
        return new Nothing();
    }

    @DELETE
    @Path("delete-tag")
    public Nothing deleteTag(@Context UriInfo uri, byte @Nullable [] body) {
        WireRequest request = request(uri, body);
        models.deleteTag(request.required("name"), request.required("key"));
        return new Nothing();
    }

    private OneModel one(RegisteredModel model) {
        return new OneModel(views.of(model));
    }

    private static WireRequest request(UriInfo uri, byte @Nullable [] body) {
        return WireRequest.of(uri.getQueryParameters(), body);
    }
}
