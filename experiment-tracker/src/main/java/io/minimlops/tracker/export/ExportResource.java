package io.minimlops.tracker.export;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.metric.MetricHistory;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.RunCatalog;
import io.minimlops.tracker.run.RunQuery;
import io.minimlops.tracker.run.RunSearch;
import io.minimlops.tracker.run.TrackedRun;
import io.minimlops.tracker.sql.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Files for notebooks and spreadsheets.
@Path("/api/v1")
@Tag(name = "export")
@Produces({"text/csv", "application/vnd.apache.parquet"})
@RunOnVirtualThread
public class ExportResource {

    private static final int PAGE = 500;
    private static final int MOST_KEYS = 1000;

    private final ExperimentCatalog experiments;
    private final RunCatalog runs;
    private final RunSearch search;
    private final MetricHistory history;

    ExportResource(
            ExperimentCatalog experiments,
            RunCatalog runs,
            RunSearch search,
            MetricHistory history) {
        this.experiments = experiments;
        this.runs = runs;
        this.search = search;
        this.history = history;
    }

    /// @param filter as in `runs/search`
    /// @param orderBy likewise; may be repeated
    @GET
    @Path("experiments/{id}/runs/export")
    @Operation(summary = "The active runs of an experiment, one row each")
    public Response runs(
            @RestPath String id,
            @RestQuery @Nullable String format,
            @RestQuery @Nullable String filter,
            @RestQuery List<String> orderBy) {
        ExportFormat as = ExportFormat.of(format);
        long experiment = experiments.get(ExperimentId.of(id)).id();
        RunQuery query =
                new RunQuery(
                        List.of(experiment), filter, Set.of(Stage.ACTIVE), orderBy, PAGE, null);
        return as.answer("runs-" + experiment, new RunTable(each -> forEach(query, each)));
    }

    @GET
    @Path("runs/{id}/metrics/export")
    @Operation(summary = "Every point of a run's metrics, or of those named by 'key'")
    public Response metrics(
            @RestPath String id, @RestQuery @Nullable String format, @RestQuery List<String> key) {
        ExportFormat as = ExportFormat.of(format);
        List<String> logged =
                runs.get(Names.runId(id)).metrics().stream()
                        .map(MetricPoint::key)
                        .sorted()
                        .toList();
        List<String> wanted = key.isEmpty() ? logged : key.stream().distinct().toList();
        if (wanted.size() > MOST_KEYS && !key.isEmpty()) {
            throw new Refusal.Invalid("'key' is given more than " + MOST_KEYS + " times");
        }
        wanted.stream()
                .filter(it -> !logged.contains(it))
                .findFirst()
                .ifPresent(
                        it -> {
                            throw new Refusal.NotFound(
                                    "Run '%s' has no metric '%s'".formatted(id, it));
                        });
        return as.answer("metrics-" + id, new MetricTable(history, id, wanted));
    }

    private void forEach(RunQuery query, RunTable.Each<TrackedRun> each) throws IOException {
        RunQuery page = query;
        while (true) {
            Page<TrackedRun> found = search.find(page);
            for (TrackedRun run : found.rows()) {
                each.take(run);
            }
            if (found.next() == null) {
                return;
            }
            page =
                    new RunQuery(
                            query.experimentIds(),
                            query.filter(),
                            query.stages(),
                            query.orderBy(),
                            query.maxResults(),
                            found.next());
        }
    }
}
