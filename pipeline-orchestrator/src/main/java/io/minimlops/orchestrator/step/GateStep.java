package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.gate.Gate;
import io.minimlops.orchestrator.gate.GateDecision;
import io.minimlops.orchestrator.gate.GateMetric;
import io.minimlops.orchestrator.gate.GatePolicy;
import io.minimlops.orchestrator.peer.ArtifactFiles;
import io.minimlops.orchestrator.peer.Tracker.TrackedRun;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lets the challenger through or not; not admitting is a result, not a failure.
@ApplicationScoped
class GateStep implements Step {

    private final ArtifactFiles files;

    GateStep(ArtifactFiles files) {
        this.files = files;
    }

    @Override
    public StepKind kind() {
        return StepKind.GATE;
    }

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        Map<String, Object> written = inputs.map("evaluation");
        GatePolicy usual = GatePolicy.DEFAULTS;
        String metric = inputs.oneOf("metric", "auc", List.of("auc", "logLoss"));
        double margin = inputs.number("margin", usual.minGain(), 0, 1);
        double confidence = inputs.number("confidence", usual.confidence(), 0.5, 0.9999);
        int minLabels = inputs.integer("minLabels", usual.minLabels(), 2, Integer.MAX_VALUE);
        double minimum = inputs.number("minimum", usual.bound(), 0, 100);
        StepContext.checked(inputs);
        Evaluation evaluation = Documents.as(Evaluation.class, written);
        Evaluation.Scores scores = scores(evaluation);
        GatePolicy policy =
                new GatePolicy(
                        metric.equals("auc") ? GateMetric.AUC : GateMetric.LOG_LOSS,
                        margin,
                        confidence,
                        minLabels,
                        minimum,
                        usual.replicates(),
                        usual.seed());
        GateDecision decision =
                Gate.decide(scores.champion(), scores.challenger(), scores.labels(), policy);
        return result(evaluation, policy, decision);
    }

    private Evaluation.Scores scores(Evaluation evaluation) {
        TrackedRun tracked = new TrackedRun(evaluation.run(), evaluation.experimentId());
        byte[] json =
                files.read(ArtifactFiles.MODELS, tracked.artifactPrefix() + evaluation.scores());
        return Documents.as(
                Evaluation.Scores.class, Documents.json(new String(json, StandardCharsets.UTF_8)));
    }

    private static AttemptResult.Succeeded result(
            Evaluation evaluation, GatePolicy policy, GateDecision decision) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("admitted", decision.admitted());
        outputs.put("reasons", decision.reasons());
        outputs.put("metric", decision.metric() == GateMetric.AUC ? "auc" : "logLoss");
        outputs.put("challenger", evaluation.challenger());
        if (evaluation.champion() != null) {
            outputs.put("champion", evaluation.champion());
        }
        if (decision.gain() != null) {
            outputs.put("gain", decision.gain());
        }
        Map<String, Object> details = new LinkedHashMap<>(outputs);
        details.put("decision", Documents.map(Documents.tree(decision)));
        details.put("policy", Documents.map(Documents.tree(policy)));
        details.put("championVersion", String.valueOf(evaluation.championVersion()));
        String title =
                "Gate %s: %s"
                        .formatted(
                                decision.admitted()
                                        ? "admitted the challenger"
                                        : "refused the challenger",
                                String.join("; ", decision.reasons()));
        return new AttemptResult.Succeeded(
                outputs, new Story(EntryKind.GATE, title, details, List.of(), List.of()));
    }
}
