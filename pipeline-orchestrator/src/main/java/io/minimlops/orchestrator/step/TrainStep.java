package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.evaluation.Metrics;
import io.minimlops.orchestrator.lineage.DataSet;
import io.minimlops.orchestrator.peer.FeatureStore;
import io.minimlops.orchestrator.peer.Tracker;
import io.minimlops.orchestrator.peer.Tracker.TrackedRun;
import io.minimlops.orchestrator.peer.TrainingSet;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import io.minimlops.orchestrator.training.Column;
import io.minimlops.orchestrator.training.Dataset;
import io.minimlops.orchestrator.training.ModelCard;
import io.minimlops.orchestrator.training.ModelFiles;
import io.minimlops.orchestrator.training.Parity;
import io.minimlops.orchestrator.training.TrainedModel;
import io.minimlops.orchestrator.training.Trainer;
import io.minimlops.orchestrator.training.TrainingParameters;
import io.minimlops.orchestrator.training.TrainingReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains on a training set and leaves the model, its numbers and its origin on a run at the
/// tracker.
@ApplicationScoped
class TrainStep implements Step {

    /// On the tracker's run: the pipeline run and step it belongs to.
    static final String STEP_TAG = "mlops.step";

    private final FeatureStore features;
    private final Tracker tracker;
    private final TrainingSets sets;

    TrainStep(FeatureStore features, Tracker tracker, TrainingSets sets) {
        this.features = features;
        this.tracker = tracker;
        this.sets = sets;
    }

    @Override
    public StepKind kind() {
        return StepKind.TRAIN;
    }

    /// What came out of training, before it is anywhere else.
    private record Trained(Metrics metrics, Parity parity, Map<String, byte[]> files) {}

    private record Wanted(
            String trainingSet,
            String experiment,
            List<String> exclude,
            TrainingParameters parameters) {}

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Wanted wanted = wanted(context.inputs());
        String correlation = context.correlationId();
        TrainingSet set = features.trainingSet(wanted.trainingSet(), correlation);
        List<Column> columns = TrainingSets.columns(set, name -> !wanted.exclude().contains(name));
        Dataset data = sets.read(set, columns, context.directory());
        TrackedRun tracked =
                tracker.openRun(
                        tracker.experiment(wanted.experiment(), correlation),
                        "%s-%s-%s"
                                .formatted(
                                        context.run().pipeline(),
                                        context.step().name(),
                                        context.shortRun()),
                        STEP_TAG,
                        context.key(),
                        correlation);
        Trained trained = train(context, wanted, set, columns, data, tracked);
        record(context, wanted, set, tracked, trained);
        if (!trained.parity().holds()) {
            tracker.finish(tracked.runId(), "FAILED", correlation);
            throw new StepFailed(
                    "the exported model differs from the trained one by %.2g, more than %.0g"
                            .formatted(trained.parity().maxDifference(), Parity.TOLERANCE));
        }
        tracker.finish(tracked.runId(), "FINISHED", correlation);
        return result(wanted, set, data, tracked, trained);
    }

    private static Wanted wanted(Fields inputs) {
        String set = inputs.text("trainingSet");
        String experiment = inputs.text("experiment");
        List<String> exclude = inputs.texts("exclude");
        Map<String, String> settings = new LinkedHashMap<>();
        inputs.map("params").forEach((name, value) -> settings.put(name, String.valueOf(value)));
        Map.of("rounds", "rounds", "maxDepth", "max_depth", "learningRate", "eta", "seed", "seed")
                .forEach(
                        (input, name) -> {
                            String written = inputs.textOrNull(input);
                            if (written != null) {
                                settings.put(name, written);
                            }
                        });
        StepContext.checked(inputs);
        return new Wanted(set, experiment, exclude, TrainingParameters.of(settings));
    }

    private static Trained train(
            StepContext context,
            Wanted wanted,
            TrainingSet set,
            List<Column> columns,
            Dataset data,
            TrackedRun tracked) {
        try (TrainedModel model = new Trainer().train(data, wanted.parameters())) {
            byte[] xgboost = model.json();
            byte[] onnx = model.onnx();
            float[] scores = model.score(data);
            ModelCard card =
                    new ModelCard(
                            tracked.runId(),
                            Instant.now(),
                            featureService(context, set),
                            label(columns),
                            columns);
            return new Trained(
                    Metrics.of(scores, data.labels()),
                    Parity.measure(model, onnx, data),
                    ModelFiles.of(
                            card,
                            xgboost,
                            onnx,
                            TrainingReference.of(data, set.id(), set.contentHash(), scores)));
        }
    }

    private static String featureService(StepContext context, TrainingSet set) {
        return context.earlierWith("trainingSet", set.id())
                .map(outputs -> String.valueOf(outputs.get("featureService")))
                .orElseThrow(
                        () ->
                                new StepFailed(
                                        "trainingSet must come from a training-set step of the same pipeline"));
    }

    private static String label(List<Column> columns) {
        return columns.stream()
                .filter(column -> column.role() == Column.Role.LABEL)
                .map(Column::name)
                .findFirst()
                .orElseThrow(() -> new StepFailed("the training set has no label"));
    }

    private void record(
            StepContext context,
            Wanted wanted,
            TrainingSet set,
            TrackedRun tracked,
            Trained trained) {
        String correlation = context.correlationId();
        trained.files()
                .forEach(
                        (path, bytes) ->
                                tracker.upload(tracked, "model/" + path, bytes, correlation));
        Map<String, Double> metrics = new LinkedHashMap<>();
        trained.metrics().asMap().forEach((name, value) -> metrics.put("train." + name, value));
        metrics.put("onnx_parity_max_difference", trained.parity().maxDifference());
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlops.pipeline", context.run().pipeline());
        tags.put("mlops.pipeline_run", context.run().id().toString());
        tags.put("mlops.case", context.run().caseId().toString());
        tags.put("mlops.training_set", set.id());
        tags.put("mlops.training_set_hash", set.contentHash());
        set.snapshots()
                .forEach((source, snapshot) -> tags.put("mlops.snapshot." + source, snapshot));
        tracker.log(tracked.runId(), wanted.parameters().asMap(), metrics, tags, correlation);
        tracker.logDataSet(tracked.runId(), set, "training", correlation);
    }

    private static AttemptResult.Succeeded result(
            Wanted wanted, TrainingSet set, Dataset data, TrackedRun tracked, Trained trained) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("run", tracked.runId());
        outputs.put("experimentId", tracked.experimentId());
        outputs.put("source", tracked.modelSource());
        outputs.put("metrics", trained.metrics().asMap());
        outputs.put("parity", trained.parity().maxDifference());
        outputs.put("trainingSet", set.id());
        outputs.put("contentHash", set.contentHash());
        Map<String, Object> details = new LinkedHashMap<>(outputs);
        details.put("parameters", wanted.parameters().asMap());
        details.put("columns", data.columns());
        details.put("rows", data.rows());
        String title =
                "Trained on %,d rows: AUC %.4f in training, ONNX within %.1g"
                        .formatted(
                                data.rows(),
                                trained.metrics().auc(),
                                trained.parity().maxDifference());
        return new AttemptResult.Succeeded(
                outputs,
                new Story(
                        EntryKind.TRAINED,
                        title,
                        details,
                        List.of(TrainingSetStep.dataSet(set)),
                        List.of(
                                new DataSet(
                                        "mlflow", "runs/" + tracked.runId() + "/model", "", -1))));
    }
}
