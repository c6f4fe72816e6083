package io.minimlops.tracker.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentView;
import io.minimlops.tracker.forward.RegisteredVersions;
import io.minimlops.tracker.forward.RegisteredVersions.Query;
import io.minimlops.tracker.run.TrackedRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the runs of one answer have beside them, looked up once for all of them and only when
/// asked for. Used by one request.
final class RunSources {

    private static final Logger LOG = Logger.getLogger(RunSources.class);

    /// Their ids fit into one address.
    private static final int RUNS_PER_QUESTION = 50;

    private final List<TrackedRun> runs;
    private final ExperimentCatalog experiments;
    private final RegisteredVersions registry;
    private final @Nullable String authorization;
    private final Map<Long, ExperimentView> known = new HashMap<>();
    private @Nullable Map<String, List<JsonNode>> versions;

    RunSources(
            List<TrackedRun> runs,
            ExperimentCatalog experiments,
            RegisteredVersions registry,
            @Nullable String authorization) {
        this.runs = runs;
        this.experiments = experiments;
        this.registry = registry;
        this.authorization = authorization;
    }

    ExperimentView experiment(TrackedRun run) {
        return known.computeIfAbsent(run.run().experimentId(), experiments::get);
    }

    List<JsonNode> versions(TrackedRun run) {
        if (versions == null) {
            versions = askedFor();
        }
        return versions.getOrDefault(run.run().runId(), List.of());
    }

    /// A page about a run is worth showing without its versions.
    private Map<String, List<JsonNode>> askedFor() {
        Map<String, List<JsonNode>> found = new HashMap<>();
        try {
            for (int from = 0; from < runs.size(); from += RUNS_PER_QUESTION) {
                int to = Math.min(from + RUNS_PER_QUESTION, runs.size());
                found.putAll(versionsOf(runs.subList(from, to)));
            }
        } catch (Refusal refusal) {
            LOG.warnf("runs are shown without their versions: %s", refusal.getMessage());
        }
        return found;
    }

    private Map<String, List<JsonNode>> versionsOf(List<TrackedRun> some) {
        String filter =
                some.stream()
                        .map(run -> "'" + run.run().runId() + "'")
                        .collect(Collectors.joining(",", "run_id IN (", ")"));
        JsonNode answer = registry.search(new Query(filter, null, List.of(), null, authorization));
        return answer.path("model_versions")
                .valueStream()
                .collect(Collectors.groupingBy(version -> version.path("run_id").asText()));
    }
}
