package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dataset.DatasetViews.DatasetView;
import io.minimlops.tracker.dataset.DatasetViews.Names;
import io.minimlops.tracker.dataset.DatasetViews.VersionView;
import io.minimlops.tracker.dataset.DatasetViews.Versions;
import io.minimlops.tracker.sql.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `api/v1/datasets`: datasets and the making of versions.
@Path("/api/v1/datasets")
@Tag(name = "dataset versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DatasetResource {

    private static final int LARGEST_PAGE = 1000;

    private final DatasetCatalog catalog;
    private final VersionMaking making;

    DatasetResource(DatasetCatalog catalog, VersionMaking making) {
        this.catalog = catalog;
        this.making = making;
    }

    @GET
    public Names list(
            @RestQuery("maxResults") @DefaultValue("100") int maxResults,
            @RestQuery("pageToken") @Nullable String pageToken) {
        Page<String> page = catalog.list(size(maxResults), pageToken);
        return new Names(page.rows(), page.next());
    }

    @GET
    @Path("{name}")
    public DatasetView get(@PathParam("name") String name) {
        return DatasetView.of(catalog.get(name));
    }

    @GET
    @Path("{name}/versions")
    public Versions versions(
            @PathParam("name") String name,
            @RestQuery("maxResults") @DefaultValue("100") int maxResults,
            @RestQuery("pageToken") @Nullable String pageToken) {
        Page<DatasetVersion> page = catalog.versions(name, size(maxResults), pageToken);
        return new Versions(page.rows().stream().map(VersionView::of).toList(), page.next());
    }

    /// The same content again is the same version: 200 instead of 201.
    @POST
    @Path("{name}/versions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateVersion.class)))
    @APIResponse(
            responseCode = "201",
            description = "made",
            content = @Content(schema = @Schema(implementation = VersionView.class)))
    @APIResponse(responseCode = "200", description = "was there already")
    public Response create(@PathParam("name") String name, InputStream body) throws IOException {
        DatasetCatalog.Made made = making.make(new DatasetName(name), body);
        return Response.status(made.created() ? 201 : 200)
                .entity(VersionView.of(made.version()))
                .build();
    }

    static int size(int asked) {
        if (asked < 1 || asked > LARGEST_PAGE) {
            throw new Refusal.Invalid("maxResults: 1 to " + LARGEST_PAGE + " is expected");
        }
        return asked;
    }
}
