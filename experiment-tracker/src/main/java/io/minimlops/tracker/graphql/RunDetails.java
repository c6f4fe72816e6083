package io.minimlops.tracker.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.minimlops.tracker.artifact.RunArtifacts;
import io.minimlops.tracker.artifact.StoredFile;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.metric.MetricHistory;
import io.minimlops.tracker.metric.MetricHistory.StepRange;
import io.minimlops.tracker.run.DatasetSearch;
import io.minimlops.tracker.run.RunCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The questions about what belongs to runs: points for charts, files, datasets.
@ApplicationScoped
class RunDetails {

    private static final int MOST_RUNS = 100;
    private static final int MOST_POINTS = 2_500;
    private static final int MOST_EXPERIMENTS = 20;

    private final RunCatalog runs;
    private final MetricHistory history;
    private final RunArtifacts artifacts;
    private final ArtifactStore store;
    private final DatasetSearch datasets;

    RunDetails(
            RunCatalog runs,
            MetricHistory history,
            RunArtifacts artifacts,
            ArtifactStore store,
            DatasetSearch datasets) {
        this.runs = runs;
        this.history = history;
        this.artifacts = artifacts;
        this.store = store;
        this.datasets = datasets;
    }

    Object metrics(DataFetchingEnvironment call) {
        Input input = Input.of(call);
        List<String> runIds = input.texts("runIds");
        String key = input.required("metricKey", "metric_key");
        Integer most = input.number("maxResults");
        if (runIds.isEmpty()) {
            throw new Refusal.Invalid(
                    "GetMetricHistoryBulkInterval request must specify at least one run_id.");
        }
        if (runIds.size() > MOST_RUNS) {
            throw new Refusal.Invalid(
                    "GetMetricHistoryBulkInterval request must specify at most 100 run_ids. Received %d run_ids."
                            .formatted(runIds.size()));
        }
        if (most != null && (most < 1 || most > MOST_POINTS)) {
            throw new Refusal.Invalid("max_results must be between 1 and 2500.");
        }
        StepRange range = range(input.number("startStep"), input.number("endStep"));
        return Map.of(
                "metrics", history.sampled(runIds, key, range, most == null ? MOST_POINTS : most));
    }

    private static StepRange range(@Nullable Integer start, @Nullable Integer end) {
        if (start == null && end == null) {
            return StepRange.ALL;
        }
        if (start == null || end == null) {
            throw new Refusal.Invalid(
                    "If either start step or end step are specified, both must be specified.");
        }
        return new StepRange(start, end);
    }

    Object artifacts(DataFetchingEnvironment call) {
        Input input = Input.of(call);
        String uri = runs.view(input.runId()).artifactUri();
        ArtifactPath below = ArtifactPath.of(input.text("path"));
        List<Map<String, Object>> files =
                store.list(artifacts.root(uri).resolve(below)).stream()
                        .map(file -> file(below, file))
                        .toList();
        return Map.of("rootUri", uri, "files", files);
    }

    private static Map<String, Object> file(ArtifactPath parent, StoredFile file) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("path", parent.prefix() + file.name());
        shown.put("isDir", file.isDirectory());
        if (!file.isDirectory() && file.size() > 0) {
            shown.put("fileSize", file.size());
        }
        return shown;
    }

    Object datasets(DataFetchingEnvironment call) {
        List<String> ids = Input.of(call).texts("experimentIds");
        if (ids.isEmpty()) {
            throw new Refusal.Invalid(
                    "SearchDatasets request must specify at least one experiment_id.");
        }
        if (ids.size() > MOST_EXPERIMENTS) {
            throw new Refusal.Invalid(
                    "SearchDatasets request cannot specify more than 20 experiment_ids. Received %d experiment_ids."
                            .formatted(ids.size()));
        }
        List<Long> experiments = ids.stream().map(ExperimentId::of).toList();
        return Map.of("datasetSummaries", datasets.usedIn(experiments));
    }
}
