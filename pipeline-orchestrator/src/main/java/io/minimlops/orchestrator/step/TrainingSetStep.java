package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.lineage.DataSet;
import io.minimlops.orchestrator.peer.FeatureStore;
import io.minimlops.orchestrator.peer.FeatureStore.Spine;
import io.minimlops.orchestrator.peer.TrainingSet;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Has the feature store build a training set at pinned snapshots.
@ApplicationScoped
class TrainingSetStep implements Step {

    private final FeatureStore features;

    TrainingSetStep(FeatureStore features) {
        this.features = features;
    }

    @Override
    public StepKind kind() {
        return StepKind.TRAINING_SET;
    }

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        String featureService = inputs.text("featureService");
        String name = inputs.text("name", context.step().name());
        Fields written = inputs.nested("spine");
        Spine spine =
                new Spine(
                        written.text("source"),
                        context.time(written, "start"),
                        context.time(written, "end"),
                        written.texts("columns"),
                        written.text("label"));
        written.nothingElse();
        StepContext.checked(inputs);
        if (!spine.start().isBefore(spine.end())) {
            throw new StepFailed(
                    "the span from %s to %s is empty".formatted(spine.start(), spine.end()));
        }
        // The name is the same in every attempt, so a repeated one finds the set and builds no
        // second.
        TrainingSet set =
                features.build(
                        name + "-" + context.shortRun(),
                        featureService,
                        spine,
                        context.correlationId());
        if (set.rows() == 0) {
            throw new StepFailed(
                    "%s has no rows from %s to %s"
                            .formatted(spine.source(), spine.start(), spine.end()));
        }
        return new AttemptResult.Succeeded(
                outputs(set, featureService), story(set, featureService, spine));
    }

    private static Map<String, Object> outputs(TrainingSet set, String featureService) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("trainingSet", set.id());
        outputs.put("name", set.name());
        outputs.put("featureService", featureService);
        outputs.put("rows", set.rows());
        outputs.put("contentHash", set.contentHash());
        outputs.put("uri", set.uri());
        outputs.put("snapshots", set.snapshots());
        return outputs;
    }

    private static Story story(TrainingSet set, String featureService, Spine spine) {
        Map<String, Object> details = new LinkedHashMap<>(outputs(set, featureService));
        details.put("source", spine.source());
        details.put("start", spine.start().toString());
        details.put("end", spine.end().toString());
        return new Story(
                EntryKind.TRAINING_SET,
                "Training set %s: %,d rows from %s to %s, content %s"
                        .formatted(
                                set.name(),
                                set.rows(),
                                spine.start(),
                                spine.end(),
                                shortened(set.contentHash())),
                details,
                set.snapshots().entrySet().stream()
                        .map(e -> new DataSet("feature-store", e.getKey(), e.getValue(), -1))
                        .toList(),
                List.of(dataSet(set)));
    }

    static DataSet dataSet(TrainingSet set) {
        return new DataSet("s3://" + set.bucket(), set.name(), set.contentHash(), set.rows());
    }

    static String shortened(String hash) {
        return hash.length() <= 19 ? hash : hash.substring(0, 19) + "…";
    }
}
