package io.minimlops.features.definition;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.features.BoundedBody;
import io.minimlops.features.definition.Definition.Change;
import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.Source;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

@Path("/api/v1/definitions")
@RunOnVirtualThread
public class DefinitionResource {

    private static final int MAX_BYTES = 1 << 20;

    private final DefinitionCatalog catalog;
    private final CorrelationId correlationId;

    DefinitionResource(DefinitionCatalog catalog, CorrelationId correlationId) {
        this.catalog = catalog;
        this.correlationId = correlationId;
    }

    /// @param applied every definition of the document, in its order
    public record Applied(List<Change> applied) {}

    /// Everything in force.
    public record DefinitionsView(
            long version,
            Collection<Entity> entities,
            Collection<Source> sources,
            Collection<FeatureView> featureViews,
            Collection<FeatureService> featureServices) {}

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    @Operation(summary = "Applies a definitions document, all of it or nothing")
    public Applied apply(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/yaml",
                                            schema = @Schema(implementation = String.class)))
                    InputStream yaml) {
        byte[] document = BoundedBody.read(yaml, MAX_BYTES);
        return new Applied(catalog.apply(document, correlationId.value()));
    }

    @GET
    @Operation(summary = "All definitions in force")
    public DefinitionsView all() {
        Definitions current = catalog.current();
        return new DefinitionsView(
                current.version(),
                current.entities().values(),
                current.sources().values(),
                current.featureViews().values(),
                current.featureServices().values());
    }
}
