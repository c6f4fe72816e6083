package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.minimlops.tracker.artifact.ArtifactUpload;
import io.minimlops.tracker.artifact.ClientBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
    private final ArtifactUpload upload;
    private final ArtifactAnswers answers;

    ArtifactProxyResource(ArtifactStore store, ArtifactUpload upload, ArtifactAnswers answers) {
        this.store = store;
        this.upload = upload;
        this.answers = answers;
    }

    @PUT
    @Path("artifacts/{path:.+}")
    @Consumes(MediaType.WILDCARD)
    public Done upload(
            @PathParam("path") String path,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            @Context HttpServerRequest request) {
        long size = length == null ? -1 : Long.parseLong(length);
        upload.receive(file(request), new ClientBody(request), size);
        return Done.DONE;
    }

    @GET
    @Path("artifacts/{path:.+}")
    @Produces(MediaType.WILDCARD)
    public Response download(
            @PathParam("path") String path,
            @Context HttpServerRequest request,
            @Context HttpHeaders asked) {
        return answers.file(file(request), asked);
    }

    @HEAD
    @Path("artifacts/{path:.+}")
    @Produces(MediaType.WILDCARD)
    public Response state(@PathParam("path") String path, @Context HttpServerRequest request) {
        return answers.state(file(request));
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
    public Done delete(@PathParam("path") String path, @Context HttpServerRequest request) {
        store.delete(file(request));
        return Done.DONE;
    }

    private static ArtifactPath file(HttpServerRequest request) {
        ArtifactPath file = PathAfter.of(request, "/mlflow-artifacts/artifacts/");
        if (file.isRoot()) {
            throw new Refusal.Invalid("Invalid path: it is empty");
        }
        return file;
    }

    record Listing(List<WireFile> files) {}
}
