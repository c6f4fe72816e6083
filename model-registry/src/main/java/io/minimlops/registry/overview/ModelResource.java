package io.minimlops.registry.overview;

import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.search.Page;
import io.minimlops.registry.search.SearchQuery;
import io.minimlops.registry.version.AliasLookup;
import io.minimlops.registry.version.VersionCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Models over HTTP.
@Path("/api/v1/models")
@RunOnVirtualThread
@Tag(name = "models")
public class ModelResource {

    private static final int PAGE = 100;

    private final ModelCatalog models;
    private final VersionCatalog versions;
    private final AliasLookup aliases;

    ModelResource(ModelCatalog models, VersionCatalog versions, AliasLookup aliases) {
        this.models = models;
        this.versions = versions;
        this.aliases = aliases;
    }

    /// By name, a hundred at a time.
    @GET
    public Models list(@QueryParam("pageToken") @Nullable String pageToken) {
        Page<RegisteredModel> page =
                models.search(new SearchQuery(null, List.of(), PAGE, pageToken));
        List<ModelView> views =
                page.items().stream().map(RegisteredModel::name).map(this::get).toList();
        return new Models(views, page.nextToken());
    }

    @GET
    @Path("{name}")
    public ModelView get(@PathParam("name") String name) {
        long id = models.get(name).id();
        Map<String, Integer> pointing = aliases.aliasesOf(List.of(id)).getOrDefault(id, Map.of());
        return ModelView.of(name, versions.all(name), pointing);
    }

    /// @param nextPageToken absent on the last page
    public record Models(List<ModelView> models, @Nullable String nextPageToken) {}
}
