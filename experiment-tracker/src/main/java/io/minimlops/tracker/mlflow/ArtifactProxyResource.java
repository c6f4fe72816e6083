package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `mlflow-artifacts`: files travel through this server, so that clients need no access to the
/// store.
@Path("/api/2.0/mlflow-artifacts")
@Tag(name = "artifacts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ArtifactProxyResource {

    private final ArtifactStore store;

    ArtifactProxyResource(ArtifactStore store) {
        this.store = store;
    }

    @PUT
    @Path("artifacts/{path:.+}")
    @Consumes(MediaType.WILDCARD)
    public Done upload(
            @PathParam("path") String path,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream content)
            throws IOException {
        store.write(file(path), content, length == null ? -1 : Long.parseLong(length));
        return Done.DONE;
    }

    @GET
    @Path("artifacts/{path:.+}")
    @Produces(MediaType.WILDCARD)
    public Response download(@PathParam("path") String path) {
        ArtifactPath file = file(path);
        return store.read(file)
                .map(Attachment::answer)
                .orElseThrow(
                        () -> new Refusal.NotFound("No such artifact: '" + file.value() + "'"));
    }

    @GET
    @Path("artifacts")
    public Listing list(@RestQuery("path") @Nullable String path) {
        return new Listing(
                store.list(ArtifactPath.of(path)).stream()
                        .map(file -> WireFile.of(file, ArtifactPath.ROOT))
                        .toList());
    }

    @DELETE
    @Path("artifacts/{path:.+}")
    public Done delete(@PathParam("path") String path) {
        store.delete(file(path));
        return Done.DONE;
    }

    @POST
    @Path("mpu/{step}/{path:.*}")
    @Consumes(MediaType.WILDCARD)
    public Done multipart(@PathParam("step") String step, @PathParam("path") String path) {
        throw new Refusal.Unsupported(
                "Multipart upload is not supported for the current artifact repository");
    }

    @GET
    @Path("presigned/{path:.+}")
    public Done presigned(@PathParam("path") String path) {
        throw new Refusal.Unsupported(
                "Multipart download is not supported for the current artifact repository");
    }

    private static ArtifactPath file(String path) {
        ArtifactPath file = ArtifactPath.of(path);
        if (file.isRoot()) {
            throw new Refusal.Invalid("Invalid path: " + path);
        }
        return file;
    }

    record Listing(List<WireFile> files) {}
}
