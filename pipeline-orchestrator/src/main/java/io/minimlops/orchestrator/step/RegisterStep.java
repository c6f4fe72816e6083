package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.lineage.DataSet;
import io.minimlops.orchestrator.peer.Registry;
import io.minimlops.orchestrator.peer.Tracker;
import io.minimlops.orchestrator.peer.Tracker.TrackedRun;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a tracked run's model a version, with its lineage as tags.
@ApplicationScoped
class RegisterStep implements Step {

    /// On the version: the pipeline run and step that made it.
    private static final String STEP_TAG = "mlops.step";

    private final Tracker tracker;
    private final Registry registry;
    private final CaseBook cases;

    RegisterStep(Tracker tracker, Registry registry, CaseBook cases) {
        this.tracker = tracker;
        this.registry = registry;
        this.cases = cases;
    }

    @Override
    public StepKind kind() {
        return StepKind.REGISTER;
    }

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        String model = inputs.text("model");
        String runId = inputs.text("run");
        Map<String, String> tags = new LinkedHashMap<>();
        inputs.map("tags").forEach((name, value) -> tags.put(name, String.valueOf(value)));
        StepContext.checked(inputs);
        tags.putAll(lineage(context, runId));
        TrackedRun tracked = tracker.run(runId, context.correlationId());
        String version = registry.register(model, tracked, tags, STEP_TAG, context.correlationId());
        cases.madeVersion(context.run().caseId(), model, version);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("model", model);
        details.put("version", version);
        details.put("run", runId);
        details.put("tags", tags);
        return new AttemptResult.Succeeded(
                Map.of("version", version),
                new Story(
                        EntryKind.REGISTERED,
                        "Registered as %s version %s".formatted(model, version),
                        details,
                        List.of(new DataSet("mlflow", "runs/" + runId + "/model", "", -1)),
                        List.of(new DataSet("model-registry", model, version, -1))));
    }

    private static Map<String, String> lineage(StepContext context, String runId) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(STEP_TAG, context.key());
        tags.put("mlops.pipeline", context.run().pipeline());
        tags.put("mlops.pipeline_run", context.run().id().toString());
        tags.put("mlops.case", context.run().caseId().toString());
        context.earlierWith("run", runId)
                .ifPresent(
                        trained -> {
                            tags.put(
                                    "mlops.training_set",
                                    String.valueOf(trained.get("trainingSet")));
                            tags.put(
                                    "mlops.training_set_hash",
                                    String.valueOf(trained.get("contentHash")));
                            context.earlierWith("trainingSet", trained.get("trainingSet"))
                                    .map(set -> set.get("featureService"))
                                    .ifPresent(
                                            s ->
                                                    tags.put(
                                                            "mlops.feature_service",
                                                            String.valueOf(s)));
                        });
        return tags;
    }
}
