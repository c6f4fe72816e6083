package io.minimlops.registry.mlflow;

import io.minimlops.registry.Refusal.SourceNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.artifact.ArtifactStore;
import io.minimlops.registry.version.Manifest;
import io.minimlops.registry.version.ManifestFile;
import io.minimlops.registry.version.VersionCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// One file of a version, for MLflow's user interface. Only what the manifest lists can be asked
/// for.
@Path(
        "/{prefix:model-versions|ajax-api/2.0/mlflow/model-versions|api/2.0/mlflow/model-versions}/get-artifact")
@RunOnVirtualThread
@Tag(name = "mlflow model-versions")
public class ArtifactWire {

    private final VersionCatalog versions;
    private final ArtifactStore store;

    ArtifactWire(VersionCatalog versions, ArtifactStore store) {
        this.versions = versions;
        this.store = store;
    }

    @ServerExceptionMapper
    public Response refuse(Throwable failure) {
        return WireErrors.answer(failure);
    }

    @GET
    public Response get(@Context UriInfo uri) {
        WireRequest request = WireRequest.of(uri.getQueryParameters(), null);
        String name = request.required("name");
        int version = WireVersionNumber.of(request, name);
        String path = request.required("path");
        Manifest manifest = versions.manifest(name, version);
        ManifestFile file =
                manifest.files().stream()
                        .filter(listed -> listed.path().equals(path))
                        .findFirst()
                        .orElseThrow(() -> new Refused(new SourceNotFound("file", path)));
        StreamingOutput content =
                out -> store.read(manifest.location(), path, in -> in.transferTo(out));
        return Response.ok(content, contentType(path))
                .header("Content-Length", file.size())
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(path))
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static String encoded(String path) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        return URLEncoder.encode(base, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String contentType(String path) {
        if (path.endsWith(".json")) {
            return "application/json";
        }
        return path.endsWith("MLmodel") || path.matches(".*\\.(py|txt|log|ya?ml)")
                ? "text/plain"
                : "application/octet-stream";
    }
}
