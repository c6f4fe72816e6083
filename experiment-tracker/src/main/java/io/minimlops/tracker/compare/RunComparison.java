package io.minimlops.tracker.compare;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Tag;
import io.minimlops.tracker.run.Param;
import io.minimlops.tracker.run.RunView;
import io.minimlops.tracker.run.TrackedRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Runs side by side. The first one is what the others are compared with.
///
/// @param code what was executed: source, entry point, commit
/// @param environment in what surroundings
/// @param tags the other tags, those that clients set for their own use left out
/// @param differences what sets the runs apart, in words, weightiest causes first; never empty
public record RunComparison(
        List<RunView> runs,
        List<Fact> params,
        List<MetricFact> metrics,
        List<DatasetFact> datasets,
        List<Fact> code,
        List<Fact> environment,
        List<Fact> tags,
        List<String> differences) {

    private static final Set<String> CODE =
            Set.of(
                    "mlflow.source.name",
                    "mlflow.source.type",
                    "mlflow.source.git.commit",
                    "mlflow.source.git.branch",
                    "mlflow.source.git.repoURL",
                    "mlflow.project.entryPoint",
                    "mlflow.gitRepoURL",
                    "mlflow.gitBranch",
                    "mlflow.git.diff");

    private static final Set<String> ENVIRONMENT =
            Set.of(
                    "mlflow.user",
                    "mlflow.project.env",
                    "mlflow.project.backend",
                    "mlflow.docker.image.uri",
                    "mlflow.docker.image.id",
                    "mlflow.docker.image.name",
                    "mlflow.kernel.session");

    /// MLflow's own tags are about its user interface and bookkeeping, all but those above.
    private static final Predicate<String> BOOKKEEPING = key -> key.startsWith("mlflow.");

    public static RunComparison of(List<TrackedRun> runs) {
        List<Fact> params = Fact.of(runs.stream().map(RunComparison::params).toList());
        List<MetricFact> metrics = MetricFact.of(runs);
        List<DatasetFact> datasets = DatasetFact.of(runs);
        List<Fact> code = tags(runs, CODE::contains);
        List<Fact> environment = tags(runs, ENVIRONMENT::contains);
        List<Fact> tags = tags(runs, not(BOOKKEEPING));
        List<RunView> views = runs.stream().map(TrackedRun::run).toList();
        Verdict verdict = new Verdict(views);
        verdict.aboutDatasets(datasets);
        verdict.about("Code", code);
        verdict.about("Parameter", params);
        verdict.about("Environment", environment);
        verdict.about("Tag", tags);
        verdict.aboutMetrics(metrics);
        verdict.aboutLives();
        return new RunComparison(
                views, params, metrics, datasets, code, environment, tags, verdict.words());
    }

    private static Map<String, String> params(TrackedRun run) {
        return run.params().stream().collect(toMap(Param::key, Param::value));
    }

    private static List<Fact> tags(List<TrackedRun> runs, Predicate<String> wanted) {
        return Fact.of(
                runs.stream()
                        .map(
                                run ->
                                        run.tags().stream()
                                                .filter(tag -> wanted.test(tag.key()))
                                                .collect(toMap(Tag::key, Tag::value)))
                        .toList());
    }
}
