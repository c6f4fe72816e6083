package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.evaluation.Metrics;
import io.minimlops.orchestrator.peer.ArtifactFiles;
import io.minimlops.orchestrator.peer.FeatureStore;
import io.minimlops.orchestrator.peer.Registry;
import io.minimlops.orchestrator.peer.Registry.Manifest;
import io.minimlops.orchestrator.peer.Tracker;
import io.minimlops.orchestrator.peer.Tracker.TrackedRun;
import io.minimlops.orchestrator.peer.TrainingSet;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import io.minimlops.orchestrator.training.Dataset;
import io.minimlops.orchestrator.training.ModelFiles;
import io.minimlops.orchestrator.training.OnnxModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scores challenger and champion on the same held-out rows.
@ApplicationScoped
class EvaluateStep implements Step {

    private final FeatureStore features;
    private final Tracker tracker;
    private final Registry registry;
    private final ArtifactFiles files;
    private final TrainingSets sets;

    EvaluateStep(
            FeatureStore features,
            Tracker tracker,
            Registry registry,
            ArtifactFiles files,
            TrainingSets sets) {
        this.features = features;
        this.tracker = tracker;
        this.registry = registry;
        this.files = files;
        this.sets = sets;
    }

    @Override
    public StepKind kind() {
        return StepKind.EVALUATE;
    }

    /// A model as it is stored: its ONNX file and the columns it takes.
    @SuppressWarnings("ArrayRecordComponent") // a file
    private record Scorer(byte[] onnx, List<String> columns) {

        float[] score(Dataset data) {
            try (OnnxModel model = OnnxModel.load(onnx)) {
                return model.score(data.select(columns));
            }
        }
    }

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        String holdout = inputs.text("trainingSet");
        String runId = inputs.text("run");
        String modelName = inputs.text("model");
        String alias = inputs.text("alias", "champion");
        StepContext.checked(inputs);
        String correlation = context.correlationId();
        TrackedRun tracked = tracker.run(runId, correlation);
        Scorer challenger = stored(ArtifactFiles.MODELS, tracked.artifactPrefix() + "model/");
        Optional<String> championVersion = registry.aliased(modelName, alias, correlation);
        Optional<Scorer> champion = championVersion.map(v -> registered(modelName, v, correlation));
        TrainingSet set = features.trainingSet(holdout, correlation);
        Set<String> needed = new HashSet<>(challenger.columns());
        champion.ifPresent(model -> needed.addAll(model.columns()));
        Dataset data =
                sets.read(set, TrainingSets.columns(set, needed::contains), context.directory());
        if (data.rows() == 0) {
            throw new StepFailed("training set %s has no labelled row".formatted(set.name()));
        }
        Evaluation.Scores scores =
                new Evaluation.Scores(
                        data.labels(),
                        challenger.score(data),
                        champion.map(model -> model.score(data)).orElse(null));
        Evaluation evaluation =
                evaluation(context, tracked, set, scores, championVersion.orElse(null));
        record(context, tracked, set, scores, evaluation);
        return result(set, evaluation);
    }

    private Scorer registered(String model, String version, String correlation) {
        Manifest manifest = registry.manifest(model, version, correlation);
        return stored(manifest.bucket(), manifest.prefix());
    }

    private Scorer stored(String bucket, String prefix) {
        return new Scorer(
                files.read(bucket, prefix + ModelFiles.MODEL),
                ModelFiles.columns(files.read(bucket, prefix + ModelFiles.FEATURES)));
    }

    private static Evaluation evaluation(
            StepContext context,
            TrackedRun tracked,
            TrainingSet set,
            Evaluation.Scores scores,
            @Nullable String championVersion) {
        float[] champion = scores.champion();
        return new Evaluation(
                tracked.runId(),
                tracked.experimentId(),
                "evaluation/%s-%s.json".formatted(context.run().id(), context.step().name()),
                set.id(),
                set.contentHash(),
                scores.labels().length,
                finite(Metrics.of(scores.challenger(), scores.labels())),
                champion == null ? null : finite(Metrics.of(champion, scores.labels())),
                championVersion);
    }

    /// An AUC of one class alone is no number, and JSON has no word for that.
    private static Map<String, Double> finite(Metrics metrics) {
        Map<String, Double> finite = new LinkedHashMap<>(metrics.asMap());
        finite.values().removeIf(value -> !Double.isFinite(value));
        return finite;
    }

    private void record(
            StepContext context,
            TrackedRun tracked,
            TrainingSet set,
            Evaluation.Scores scores,
            Evaluation evaluation) {
        String correlation = context.correlationId();
        tracker.upload(
                tracked,
                evaluation.scores(),
                Documents.text(scores).getBytes(StandardCharsets.UTF_8),
                correlation);
        Map<String, Double> metrics = new LinkedHashMap<>();
        evaluation.challenger().forEach((name, value) -> metrics.put("holdout." + name, value));
        if (evaluation.champion() != null) {
            evaluation
                    .champion()
                    .forEach((name, value) -> metrics.put("holdout.champion." + name, value));
        }
        tracker.log(tracked.runId(), Map.of(), metrics, Map.of(), correlation);
        tracker.logDataSet(tracked.runId(), set, "evaluation", correlation);
    }

    private static AttemptResult.Succeeded result(TrainingSet set, Evaluation evaluation) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("evaluation", Documents.map(Documents.tree(evaluation)));
        outputs.put("championVersion", String.valueOf(evaluation.championVersion()));
        String champion =
                evaluation.champion() == null
                        ? "no champion yet"
                        : "champion version %s AUC %.4f"
                                .formatted(
                                        evaluation.championVersion(),
                                        evaluation.champion().getOrDefault("auc", Double.NaN));
        String title =
                "Evaluated on %,d held-out rows: challenger AUC %.4f, %s"
                        .formatted(
                                evaluation.rows(),
                                evaluation.challenger().getOrDefault("auc", Double.NaN),
                                champion);
        return new AttemptResult.Succeeded(
                outputs,
                new Story(
                        EntryKind.EVALUATED,
                        title,
                        Documents.map(Documents.tree(evaluation)),
                        List.of(TrainingSetStep.dataSet(set)),
                        List.of()));
    }
}
