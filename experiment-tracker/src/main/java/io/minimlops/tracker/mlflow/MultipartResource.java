package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.DirectAccess;
import io.minimlops.tracker.artifact.DirectAccess.Link;
import io.minimlops.tracker.artifact.MultipartUploads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Transfers of large files past this server: it gives out addresses in the store, and puts the
/// parts together in the end.
@Path("/api/2.0/mlflow-artifacts")
@Tag(name = "artifacts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MultipartResource {

    private final MultipartUploads uploads;
    private final DirectAccess access;

    MultipartResource(MultipartUploads uploads, DirectAccess access) {
        this.uploads = uploads;
        this.access = access;
    }

    record Create(@Nullable String path, @Nullable Integer numParts) implements Request {}

    record Credential(String url, int partNumber, Map<String, String> headers) {}

    record Created(String uploadId, List<Credential> credentials) {}

    @POST
    @Path("mpu/create{directory:(/.*)?}")
    public Created create(
            @PathParam("directory") String directory,
            @Context HttpServerRequest http,
            Create request) {
        int parts =
                Required.between(
                        1,
                        MultipartUploads.MOST_PARTS,
                        "num_parts",
                        request.numParts() == null ? 1 : request.numParts());
        ArtifactPath file = file(http, "create", request.path());
        String uploadId = uploads.create(file);
        List<Link> links = access.toSendParts(file, uploadId, parts);
        return new Created(
                uploadId,
                IntStream.range(0, parts)
                        .mapToObj(i -> new Credential(links.get(i).url(), i + 1, Map.of()))
                        .toList());
    }

    record SentPart(@Nullable Integer partNumber, @Nullable String etag, @Nullable String url) {

        MultipartUploads.SentPart checked() {
            return new MultipartUploads.SentPart(
                    Required.between(
                            1,
                            MultipartUploads.MOST_PARTS,
                            "part_number",
                            Required.value("part_number", partNumber)),
                    Required.text("etag", etag).replace("\"", ""));
        }
    }

    record Complete(
            @Nullable String path, @Nullable String uploadId, @Nullable List<SentPart> parts)
            implements Request {}

    @POST
    @Path("mpu/complete{directory:(/.*)?}")
    public Done complete(
            @PathParam("directory") String directory,
            @Context HttpServerRequest http,
            Complete request) {
        List<SentPart> parts = Required.value("parts", request.parts());
        if (parts.isEmpty() || parts.size() > MultipartUploads.MOST_PARTS) {
            throw new Refusal.Invalid("An upload has 1 to 10000 parts, not " + parts.size());
        }
        uploads.complete(
                file(http, "complete", request.path()),
                Required.text("upload_id", request.uploadId()),
                parts.stream()
                        .map(SentPart::checked)
                        .sorted(Comparator.comparingInt(MultipartUploads.SentPart::number))
                        .toList());
        return Done.DONE;
    }

    record Abort(@Nullable String path, @Nullable String uploadId) implements Request {}

    @POST
    @Path("mpu/abort{directory:(/.*)?}")
    public Done abort(
            @PathParam("directory") String directory,
            @Context HttpServerRequest http,
            Abort request) {
        uploads.abort(
                file(http, "abort", request.path()),
                Required.text("upload_id", request.uploadId()));
        return Done.DONE;
    }

    record Presigned(String url, Map<String, String> headers, long fileSize) {}

    @GET
    @Path("presigned/{path:.+}")
    @Consumes(MediaType.WILDCARD)
    public Presigned presigned(@PathParam("path") String path, @Context HttpServerRequest request) {
        ArtifactPath file = PathAfter.of(request, "/mlflow-artifacts/presigned/");
        DirectAccess.Fetch fetch =
                access.toFetch(file)
                        .orElseThrow(
                                () ->
                                        new Refusal.NotFound(
                                                "No such artifact: '" + file.value() + "'"));
        return new Presigned(fetch.link().url(), Map.of(), fetch.size());
    }

    /// Clients name the file by its path on their disk: only the last segment counts.
    private static ArtifactPath file(
            HttpServerRequest request, String step, @Nullable String path) {
        String local = Required.text("path", path);
        ArtifactPath name = ArtifactPath.of(local.substring(local.lastIndexOf('/') + 1));
        if (name.isRoot()) {
            throw new Refusal.Invalid("Invalid path: " + local);
        }
        return PathAfter.of(request, "/mpu/" + step + "/").resolve(name);
    }
}
