package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.run.RunCatalog;
import io.minimlops.tracker.run.RunSearch;
import io.minimlops.tracker.run.RunView;
import io.minimlops.tracker.run.TrackedRun;
import io.minimlops.tracker.sql.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `mlflow/runs`: their life, and finding them.
@Path("/api/2.0/mlflow/runs")
@Tag(name = "runs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RunResource {

    private final RunCatalog runs;
    private final RunSearch search;
    private final FilterLanguages languages;

    RunResource(RunCatalog runs, RunSearch search, FilterLanguages languages) {
        this.runs = runs;
        this.search = search;
        this.languages = languages;
    }

    record Found(WireRun run) {}

    record Updated(WireRun.Info runInfo) {}

    record Listing(List<WireRun> runs, @Nullable String nextPageToken) {}

    @POST
    @Path("create")
    public Found create(RunRequests.Create request) {
        return new Found(WireRun.of(runs.create(request.run())));
    }

    @GET
    @Path("get")
    public Found get(
            @RestQuery("run_id") @Nullable String runId,
            @RestQuery("run_uuid") @Nullable String runUuid) {
        return new Found(WireRun.of(runs.get(Required.runId(runId, runUuid))));
    }

    @POST
    @Path("update")
    public Updated update(RunRequests.Update request) {
        RunView run = runs.update(request.run(), request.change());
        return new Updated(WireRun.Info.of(run));
    }

    @POST
    @Path("delete")
    public Done delete(RunRequests.Named request) {
        runs.delete(request.run());
        return Done.DONE;
    }

    @POST
    @Path("restore")
    public Done restore(RunRequests.Named request) {
        runs.restore(request.run());
        return Done.DONE;
    }

    @POST
    @Path("search")
    public Listing search(
            @HeaderParam(FilterLanguages.HEADER) @Nullable String language,
            RunRequests.Search request) {
        Page<TrackedRun> page = search.find(request.query(languages.of(language)));
        return new Listing(new Written<>(page.rows(), WireRun::of), page.next());
    }
}
