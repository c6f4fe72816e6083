package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.mlflow.BodyReader.list;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.experiment.ExperimentQuery;
import io.minimlops.tracker.experiment.ExperimentSearch;
import io.minimlops.tracker.experiment.ExperimentView;
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

/// `mlflow/experiments`.
@Path("/api/2.0/mlflow/experiments")
@Tag(name = "experiments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExperimentResource {

    private static final int MOST_RESULTS = 50_000;

    private final ExperimentCatalog experiments;
    private final ExperimentSearch search;
    private final FilterLanguages languages;

    ExperimentResource(
            ExperimentCatalog experiments, ExperimentSearch search, FilterLanguages languages) {
        this.experiments = experiments;
        this.search = search;
        this.languages = languages;
    }

    @POST
    @Path("create")
    public WireExperiment.Created create(WireExperiment.Create request) {
        ExperimentView created =
                experiments.create(
                        Required.text("name", request.name()),
                        request.artifactLocation(),
                        WireTag.tags("tags", request.tags()));
        return new WireExperiment.Created(Long.toString(created.id()));
    }

    @GET
    @Path("get")
    public WireExperiment.Found get(@RestQuery("experiment_id") @Nullable String experimentId) {
        return found(experiments.get(id(experimentId)));
    }

    @GET
    @Path("get-by-name")
    public WireExperiment.Found getByName(
            @RestQuery("experiment_name") @Nullable String experimentName) {
        String name = Required.text("experiment_name", experimentName);
        return experiments
                .named(name)
                .map(ExperimentResource::found)
                .orElseThrow(
                        () ->
                                new Refusal.NotFound(
                                        "Could not find experiment with name '" + name + "'"));
    }

    @POST
    @Path("search")
    public WireExperiment.Listing search(
            @HeaderParam(FilterLanguages.HEADER) @Nullable String language,
            WireExperiment.Search request) {
        return find(
                language,
                request.maxResults() == null ? 0 : request.maxResults(),
                request.pageToken(),
                request.filter(),
                list(request.orderBy()),
                request.viewType());
    }

    @GET
    @Path("search")
    public WireExperiment.Listing searchByQuery(
            @HeaderParam(FilterLanguages.HEADER) @Nullable String language,
            @RestQuery("max_results") @Nullable String maxResults,
            @RestQuery("page_token") @Nullable String pageToken,
            @RestQuery("filter") @Nullable String filter,
            @RestQuery("order_by") List<String> orderBy,
            @RestQuery("view_type") @Nullable String viewType) {
        return find(
                language,
                Numbers.int32("max_results", maxResults, 0),
                pageToken,
                filter,
                orderBy,
                Numbers.viewType(viewType));
    }

    @POST
    @Path("delete")
    public Done delete(WireExperiment.Named request) {
        experiments.delete(id(request.experimentId()));
        return Done.DONE;
    }

    @POST
    @Path("restore")
    public Done restore(WireExperiment.Named request) {
        experiments.restore(id(request.experimentId()));
        return Done.DONE;
    }

    @POST
    @Path("update")
    public Done update(WireExperiment.Rename request) {
        experiments.rename(
                id(request.experimentId()), Required.text("new_name", request.newName()));
        return Done.DONE;
    }

    @POST
    @Path("set-experiment-tag")
    public Done setTag(WireExperiment.SetTag request) {
        experiments.setTag(
                id(request.experimentId()), new WireTag(request.key(), request.value()).tag(""));
        return Done.DONE;
    }

    @POST
    @Path("delete-experiment-tag")
    public Done deleteTag(WireExperiment.SetTag request) {
        experiments.deleteTag(id(request.experimentId()), Required.text("key", request.key()));
        return Done.DONE;
    }

    private WireExperiment.Listing find(
            @Nullable String language,
            int maxResults,
            @Nullable String pageToken,
            @Nullable String filter,
            List<String> orderBy,
            @Nullable ViewType viewType) {
        Page<ExperimentView> page =
                search.find(
                        new ExperimentQuery(
                                filter,
                                orderBy,
                                ViewType.stages(viewType),
                                Required.between(1, MOST_RESULTS, "max_results", maxResults),
                                pageToken,
                                languages.of(language)));
        return new WireExperiment.Listing(
                page.rows().stream().map(WireExperiment::of).toList(), page.next());
    }

    private static long id(@Nullable String sent) {
        return ExperimentId.of(Required.text("experiment_id", sent));
    }

    private static WireExperiment.Found found(ExperimentView view) {
        return new WireExperiment.Found(WireExperiment.of(view));
    }
}
