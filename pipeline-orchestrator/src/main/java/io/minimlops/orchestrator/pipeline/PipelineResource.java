package io.minimlops.orchestrator.pipeline;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Applies and shows pipelines.
@Path("/api/v1/pipelines")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PipelineResource {

    private final PipelineCatalog catalog;

    PipelineResource(PipelineCatalog catalog) {
        this.catalog = catalog;
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(summary = "Applies a pipeline; a changed text makes a new version")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = PipelineView.class)))
    public Response apply(String yaml) {
        PipelineVersion version = catalog.apply(yaml);
        return Response.created(URI.create("/api/v1/pipelines/" + version.name()))
                .entity(PipelineView.of(version))
                .build();
    }

    @GET
    public List<PipelineView> list() {
        return catalog.newestOfEach().stream().map(PipelineView::of).toList();
    }

    @GET
    @Path("/{name}")
    public PipelineView get(@PathParam("name") String name) {
        return PipelineView.of(catalog.newest(name));
    }

    @GET
    @Path("/schema")
    @Produces("application/schema+json")
    @Operation(summary = "The JSON Schema of a pipeline, for editors and checks before applying")
    public String schema() throws IOException {
        try (InputStream schema =
                PipelineResource.class.getResourceAsStream("/pipeline.schema.json")) {
            return new String(schema.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
