package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dvc.ByteRange.NotSatisfiable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A remote as DVC's HTTP client expects it: `dvc remote add -d ours http://host:5000/dvc/<repo>`.
@Path("/dvc/{repo}/{key:.+}")
@Tag(name = "dvc")
@RunOnVirtualThread
public class DvcResource {

    private static final String BYTES = "bytes";

    private final DvcRemote remote;

    DvcResource(DvcRemote remote) {
        this.remote = remote;
    }

    @HEAD
    public Response head(@PathParam("repo") String repo, @PathParam("key") String key) {
        StoredObject object = found(new RepoName(repo), id(key));
        return described(object, Response.ok())
                .header(HttpHeaders.CONTENT_LENGTH, object.size())
                .build();
    }

    /// Clients ask with it whether an object is there, too, and hang up once they have the headers.
    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response get(
            @PathParam("repo") String repo,
            @PathParam("key") String key,
            @HeaderParam("Range") @Nullable String range) {
        RepoName name = new RepoName(repo);
        StoredObject object = found(name, id(key));
        try {
            return ByteRange.of(range, object.size())
                    .map(part -> part(name, object, part))
                    .orElseGet(() -> whole(name, object));
        } catch (NotSatisfiable e) {
            return described(object, Response.status(416))
                    .header("Content-Range", "bytes */" + object.size())
                    .build();
        }
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response put(
            @PathParam("repo") String repo,
            @PathParam("key") String key,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream content)
            throws IOException {
        remote.store(
                new RepoName(repo), id(key), content, length == null ? -1 : Long.parseLong(length));
        return Response.ok().build();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response post(
            @PathParam("repo") String repo,
            @PathParam("key") String key,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream content)
            throws IOException {
        return put(repo, key, length, content);
    }

    private StoredObject found(RepoName repo, ObjectId id) {
        return remote.find(repo, id)
                .orElseThrow(
                        () ->
                                new Refusal.NotFound(
                                        "Repository '%s' has no object %s"
                                                .formatted(repo.value(), id.name())));
    }

    private Response whole(RepoName repo, StoredObject object) {
        return described(object, Response.ok(held(repo, object, 0, object.size()))).build();
    }

    private Response part(RepoName repo, StoredObject object, ByteRange part) {
        HeldContent content = held(repo, object, part.offset(), part.length());
        return described(object, Response.status(206).entity(content))
                .header("Content-Range", part.describe(object.size()))
                .build();
    }

    private HeldContent held(RepoName repo, StoredObject object, long offset, long length) {
        return new HeldContent(length, () -> remote.read(repo, object.id(), offset, length));
    }

    private static Response.ResponseBuilder described(
            StoredObject object, Response.ResponseBuilder answer) {
        return answer.type(MediaType.APPLICATION_OCTET_STREAM)
                .header("Accept-Ranges", BYTES)
                .header("ETag", '"' + object.id().name() + '"');
    }

    private static ObjectId id(String key) {
        Optional<ObjectId> id = ObjectId.atKey(key);
        return id.orElseThrow(
                () ->
                        new Refusal.NotFound(
                                "There is nothing at '"
                                        + key
                                        + "': objects are at files/md5/<2>/<30> and <2>/<30>, in"
                                        + " lowercase hexadecimal digits"));
    }
}
