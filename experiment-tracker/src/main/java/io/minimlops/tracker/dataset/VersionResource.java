package io.minimlops.tracker.dataset;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.JsonBody;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dataset.DatasetViews.DiffView;
import io.minimlops.tracker.dataset.DatasetViews.ManifestView;
import io.minimlops.tracker.dataset.DatasetViews.UseView;
import io.minimlops.tracker.dataset.DatasetViews.Uses;
import io.minimlops.tracker.dataset.DatasetViews.Verification;
import io.minimlops.tracker.dataset.DatasetViews.VersionView;
import io.minimlops.tracker.dvc.Layout;
import io.minimlops.tracker.dvc.RepoName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `api/v1/datasets/{name}/versions/{version}`: what is in it, how it differs, who used it.
@Path("/api/v1/datasets/{name}/versions/{version:\\d{1,9}}")
@Tag(name = "dataset versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class VersionResource {

    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final int LARGEST_PAGE = 10_000;
    private static final int LONGEST_CONTEXT = 500;

    private final VersionRows versions;
    private final DatasetLineage lineage;
    private final DvcManifest manifests;

    VersionResource(VersionRows versions, DatasetLineage lineage, DvcManifest manifests) {
        this.versions = versions;
        this.lineage = lineage;
        this.manifests = manifests;
    }

    @GET
    public VersionView get(@PathParam("name") String name, @PathParam("version") int version) {
        return VersionView.of(versions.get(new VersionId(name, version)));
    }

    /// By path.
    ///
    /// @param after files whose path comes after this one
    @GET
    @Path("manifest")
    public ManifestView manifest(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @RestQuery("maxResults") @DefaultValue("1000") int maxResults,
            @RestQuery("after") @DefaultValue("") String after) {
        limited(maxResults);
        DatasetVersion found = versions.get(new VersionId(name, version));
        List<ManifestFile> files = versions.files(found, after, maxResults + 1);
        boolean more = files.size() > maxResults;
        List<ManifestFile> page = more ? files.subList(0, maxResults) : files;
        return new ManifestView(
                found.name(),
                found.version(),
                found.digest(),
                page,
                more ? page.getLast().path() : null);
    }

    /// @param maxResults of each list
    @GET
    @Path("diff/{other:\\d{1,9}}")
    public DiffView diff(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @PathParam("other") int other,
            @RestQuery("maxResults") @DefaultValue("1000") int maxResults) {
        limited(maxResults);
        DatasetVersion before = versions.get(new VersionId(name, version));
        DatasetVersion after = versions.get(new VersionId(name, other));
        return DiffView.of(
                ManifestDiff.between(versions.manifest(before), versions.manifest(after)),
                maxResults);
    }

    /// Whether all files are in the DVC remote, of the right size and, if asked, of the right
    /// content.
    @POST
    @Path("verify")
    public Verification verify(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @RestQuery("deep") @DefaultValue("false") boolean deep) {
        DatasetVersion found = versions.get(new VersionId(name, version));
        if (found.repo() == null) {
            throw new Refusal.WrongState(
                    "The files of %s are not kept here: only what was made from the DVC remote can"
                                    .formatted(found.uri())
                            + " be verified");
        }
        List<DvcManifest.Damage> damaged =
                manifests.damages(
                        new RepoName(found.repo()),
                        Layout.of(found.layout()),
                        versions.manifest(found),
                        deep);
        return new Verification(damaged.isEmpty(), found.files(), damaged);
    }

    @GET
    @Path("runs")
    public Uses runs(@PathParam("name") String name, @PathParam("version") int version) {
        return new Uses(
                lineage.runsOf(new VersionId(name, version)).stream().map(UseView::of).toList());
    }

    /// Says that a run used this version; again changes nothing.
    @POST
    @Path("runs")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(schema = @Schema(implementation = TieRun.class)))
    public Uses tie(
            @PathParam("name") String name, @PathParam("version") int version, InputStream body)
            throws IOException {
        TieRun request = JsonBody.read(body, TieRun.class, LARGEST_REQUEST);
        VersionId id = new VersionId(name, version);
        lineage.tie(id, request.run(), request.what());
        return runs(name, version);
    }

    private static void limited(int maxResults) {
        if (maxResults < 1 || maxResults > LARGEST_PAGE) {
            throw new Refusal.Invalid("maxResults: 1 to " + LARGEST_PAGE + " is expected");
        }
    }

    /// @param context what the run used it for: `train`, `eval`
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record TieRun(@Nullable String runId, @Nullable String context) {

        String run() {
            if (runId == null) {
                throw new Refusal.Invalid("runId is expected");
            }
            return runId;
        }

        String what() {
            if (context != null && context.length() > LONGEST_CONTEXT) {
                throw new Refusal.Invalid(
                        "context: at most " + LONGEST_CONTEXT + " characters are expected");
            }
            return context == null ? "" : context;
        }
    }
}
