package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.minimlops.tracker.artifact.RunArtifacts;
import io.minimlops.tracker.loggedmodel.LoggedModelCatalog;
import io.minimlops.tracker.loggedmodel.LoggedModelSearch;
import io.minimlops.tracker.loggedmodel.LoggedModelView;
import io.minimlops.tracker.sql.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `mlflow/logged-models`.
@Path("/api/2.0/mlflow/logged-models")
@Tag(name = "logged models")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LoggedModelResource {

    private final LoggedModelCatalog models;
    private final LoggedModelSearch search;
    private final FilterLanguages languages;
    private final RunArtifacts artifacts;
    private final ArtifactStore store;
    private final ArtifactAnswers answers;

    LoggedModelResource(
            LoggedModelCatalog models,
            LoggedModelSearch search,
            FilterLanguages languages,
            RunArtifacts artifacts,
            ArtifactStore store,
            ArtifactAnswers answers) {
        this.models = models;
        this.answers = answers;
        this.search = search;
        this.languages = languages;
        this.artifacts = artifacts;
        this.store = store;
    }

    @POST
    public WireModel.Found create(WireModel.Create request) {
        return found(models.create(request.model()));
    }

    @POST
    @Path("search")
    public WireModel.Listing search(
            @HeaderParam(FilterLanguages.HEADER) @Nullable String language,
            WireModel.Search request) {
        Page<LoggedModelView> page = search.find(request.query(languages.of(language)));
        return new WireModel.Listing(page.rows().stream().map(WireModel::of).toList(), page.next());
    }

    @GET
    @Path("{modelId}")
    public WireModel.Found get(
            @PathParam("modelId") String modelId,
            @RestQuery("allow_deleted") @Nullable String allowDeleted) {
        return found(models.get(modelId, Boolean.parseBoolean(allowDeleted)));
    }

    @PATCH
    @Path("{modelId}")
    public WireModel.Found finish(@PathParam("modelId") String modelId, WireModel.Finish request) {
        return found(models.finish(modelId, request.finished()));
    }

    @DELETE
    @Path("{modelId}")
    @Consumes(MediaType.WILDCARD)
    public Done delete(@PathParam("modelId") String modelId) {
        models.delete(modelId);
        return Done.DONE;
    }

    @PATCH
    @Path("{modelId}/tags")
    public Done setTags(@PathParam("modelId") String modelId, WireModel.Tags request) {
        models.setTags(modelId, WireTag.tags("tags", request.tags()));
        return Done.DONE;
    }

    @DELETE
    @Path("{modelId}/tags/{key}")
    @Consumes(MediaType.WILDCARD)
    public Done deleteTag(@PathParam("modelId") String modelId, @PathParam("key") String key) {
        models.deleteTag(modelId, key);
        return Done.DONE;
    }

    @POST
    @Path("{modelId}/params")
    public Done setParams(@PathParam("modelId") String modelId, WireModel.Params request) {
        models.setParams(modelId, WireTag.tags("params", request.params()));
        return Done.DONE;
    }

    @GET
    @Path("{modelId}/artifacts/directories")
    public RunArtifactResource.Listing list(
            @PathParam("modelId") String modelId,
            @RestQuery("artifact_directory_path") @Nullable String path) {
        String uri = models.get(modelId, false).artifactUri();
        ArtifactPath below = ArtifactPath.of(path);
        return new RunArtifactResource.Listing(
                uri,
                store.list(artifacts.root(uri).resolve(below)).stream()
                        .map(file -> WireFile.of(file, below))
                        .toList());
    }

    @GET
    @Path("{modelId}/artifacts/files")
    @Produces(MediaType.WILDCARD)
    public Response file(
            @PathParam("modelId") String modelId,
            @RestQuery("artifact_file_path") @Nullable String path,
            @Context HttpHeaders asked) {
        String uri = models.get(modelId, false).artifactUri();
        ArtifactPath file = ArtifactPath.of(Required.text("artifact_file_path", path));
        return answers.file(artifacts.root(uri).resolve(file), asked);
    }

    private static WireModel.Found found(LoggedModelView model) {
        return new WireModel.Found(WireModel.of(model));
    }
}
