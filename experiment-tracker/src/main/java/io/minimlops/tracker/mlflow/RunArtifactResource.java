package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.minimlops.tracker.artifact.RunArtifacts;
import io.minimlops.tracker.run.RunCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The files of a run, by run.
@Path("/")
@Tag(name = "artifacts")
@RunOnVirtualThread
public class RunArtifactResource {

    private static final int LARGEST_FROM_BROWSER = 10 * 1024 * 1024;

    private final RunCatalog runs;
    private final RunArtifacts artifacts;
    private final ArtifactStore store;
    private final ArtifactAnswers answers;

    RunArtifactResource(
            RunCatalog runs, RunArtifacts artifacts, ArtifactStore store, ArtifactAnswers answers) {
        this.runs = runs;
        this.answers = answers;
        this.artifacts = artifacts;
        this.store = store;
    }

    record Listing(String rootUri, List<WireFile> files) {}

    @GET
    @Path("api/2.0/mlflow/artifacts/list")
    @Produces(MediaType.APPLICATION_JSON)
    public Listing list(
            @RestQuery("run_id") @Nullable String runId,
            @RestQuery("run_uuid") @Nullable String runUuid,
            @RestQuery("path") @Nullable String path) {
        String uri = runs.view(Required.runId(runId, runUuid)).artifactUri();
        ArtifactPath below = ArtifactPath.of(path);
        return new Listing(
                uri,
                store.list(artifacts.root(uri).resolve(below)).stream()
                        .map(file -> WireFile.of(file, below))
                        .toList());
    }

    @GET
    @Path("get-artifact")
    @Produces(MediaType.WILDCARD)
    public Response get(
            @RestQuery("run_id") @Nullable String runId,
            @RestQuery("run_uuid") @Nullable String runUuid,
            @RestQuery("path") @Nullable String path,
            @Context HttpHeaders asked) {
        String uri = runs.view(Required.runId(runId, runUuid)).artifactUri();
        ArtifactPath file = ArtifactPath.of(Required.text("path", path));
        return answers.file(artifacts.root(uri).resolve(file), asked);
    }

    /// What the browser's evaluation page asks.
    @GET
    @Path("api/2.0/mlflow/get-artifact")
    @Produces(MediaType.WILDCARD)
    public Response getFromBrowser(
            @RestQuery("run_id") @Nullable String runId,
            @RestQuery("run_uuid") @Nullable String runUuid,
            @RestQuery("path") @Nullable String path,
            @Context HttpHeaders asked) {
        return get(runId, runUuid, path, asked);
    }

    @POST
    @Path("api/2.0/mlflow/upload-artifact")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Done upload(
            @RestQuery("run_uuid") @Nullable String runUuid,
            @RestQuery("path") @Nullable String path,
            InputStream content)
            throws IOException {
        String uri = runs.view(specified("run_uuid", runUuid)).artifactUri();
        ArtifactPath file = artifacts.root(uri).resolve(ArtifactPath.of(specified("path", path)));
        byte[] data = content.readNBytes(LARGEST_FROM_BROWSER + 1);
        if (data.length == 0) {
            throw new Refusal.Invalid("Request must specify data.");
        }
        if (data.length > LARGEST_FROM_BROWSER) {
            throw new Refusal.Invalid("Artifact size is too large. Max size is 10MB.");
        }
        store.write(file, new ByteArrayInputStream(data), data.length);
        return Done.DONE;
    }

    private static String specified(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new Refusal.Invalid("Request must specify " + parameter + ".");
        }
        return value;
    }
}
