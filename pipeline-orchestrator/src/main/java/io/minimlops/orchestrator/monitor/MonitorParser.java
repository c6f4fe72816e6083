package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.canary.CanaryLoss;
import io.minimlops.orchestrator.canary.CanaryRule;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.document.Mistakes;
import io.minimlops.orchestrator.drift.DriftPolicy;
import io.minimlops.orchestrator.drift.DriftThresholds;
import io.minimlops.orchestrator.monitor.MonitorDefinition.CanaryPolicy;
import io.minimlops.orchestrator.monitor.MonitorDefinition.PipelineCall;
import io.minimlops.orchestrator.pipeline.PipelineParser;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a monitor's YAML.
final class MonitorParser {

    private static final Duration SHORTEST_STEP = Duration.ofMinutes(1);

    private MonitorParser() {}

    /// @throws io.minimlops.problem.ProblemException naming every mistake
    static MonitorDefinition parse(String name, String yaml) {
        Mistakes mistakes = new Mistakes();
        if (!PipelineParser.NAME.matcher(name).matches()) {
            mistakes.add("/name", "must match " + PipelineParser.NAME.pattern());
        }
        Fields fields = new Fields(Documents.yaml(yaml), "", mistakes);
        if (!fields.text("name", name).equals(name)) {
            mistakes.add("/name", "must be " + name + ", as in the address");
        }
        Fields features = fields.nested("features");
        MonitorDefinition definition =
                new MonitorDefinition(
                        name,
                        fields.text("model"),
                        pipeline(fields.nested("pipeline")),
                        windows(fields.nested("window")),
                        fields.duration("lateness", Duration.ZERO),
                        features.texts("include"),
                        features.texts("exclude"),
                        thresholds(fields),
                        policy(fields.nested("policy")),
                        fields.has("canary") ? canary(fields.nested("canary")) : null);
        features.nothingElse();
        fields.nothingElse();
        mistakes.refuse("the monitor cannot be applied");
        return definition;
    }

    private static PipelineCall pipeline(Fields fields) {
        PipelineCall call = new PipelineCall(fields.text("name"), fields.map("parameters"));
        fields.nothingElse();
        return call;
    }

    private static WindowPlan windows(Fields fields) {
        fields.require("size");
        Duration size = fields.duration("size", Duration.ofDays(7));
        Duration step = fields.duration("step", size);
        if (step.compareTo(SHORTEST_STEP) < 0 || step.compareTo(size) > 0) {
            fields.mistakes().add(fields.at() + "/step", "must be between PT1M and the size");
            step = SHORTEST_STEP;
        }
        WindowPlan plan = new WindowPlan(size, step, fields.time("anchor", WindowPlan.MONDAY));
        fields.nothingElse();
        return plan;
    }

    private static DriftThresholds thresholds(Fields fields) {
        DriftThresholds usual = DriftThresholds.DEFAULTS;
        int minRows = fields.integer("minRows", usual.minRows(), 1, Integer.MAX_VALUE);
        Fields given = fields.nested("thresholds");
        DriftThresholds thresholds =
                kept(
                        given,
                        usual,
                        () ->
                                new DriftThresholds(
                                        given.number("psiWarn", usual.psiWarn(), 0, 100),
                                        given.number("psiAlarm", usual.psiAlarm(), 0, 100),
                                        given.number("ksAlpha", usual.ksSignificance(), 0, 1),
                                        given.number("ksEffect", usual.ksEffect(), 0, 1),
                                        given.number("missingWarn", usual.missingWarn(), 0, 1),
                                        given.number("missingAlarm", usual.missingAlarm(), 0, 1),
                                        minRows,
                                        List.of()));
        given.nothingElse();
        return thresholds;
    }

    private static DriftPolicy policy(Fields given) {
        DriftPolicy usual = DriftPolicy.DEFAULTS;
        int required = given.integer("consecutive", usual.required(), 1, 1000);
        int of =
                given.integer(
                        "of",
                        Math.max(required, given.has("consecutive") ? 1 : usual.of()),
                        1,
                        1000);
        DriftPolicy policy =
                kept(
                        given,
                        usual,
                        () ->
                                new DriftPolicy(
                                        required,
                                        of,
                                        given.duration("cooldown", usual.cooldown()),
                                        given.integer("maxInFlight", usual.maxInFlight(), 1, 100),
                                        given.has("mutedUntil")
                                                ? given.time("mutedUntil", WindowPlan.MONDAY)
                                                : null));
        given.nothingElse();
        return policy;
    }

    private static @Nullable CanaryPolicy canary(Fields given) {
        CanaryRule usual = CanaryRule.DEFAULTS;
        String metric = given.oneOf("metric", "logLoss", List.of("logLoss", "brier"));
        int minLabels = given.integer("minLabels", usual.minLabels(), 2, Integer.MAX_VALUE);
        CanaryRule rule =
                kept(
                        given,
                        usual,
                        () ->
                                new CanaryRule(
                                        metric.equals("brier")
                                                ? CanaryLoss.BRIER
                                                : CanaryLoss.LOG_LOSS,
                                        given.number("confidence", usual.confidence(), 0.5, 0.9999),
                                        given.number("tolerance", usual.tolerance(), 0, 100),
                                        minLabels,
                                        given.integer(
                                                "promoteLabels",
                                                Math.max(minLabels, usual.promoteLabels()),
                                                2,
                                                Integer.MAX_VALUE),
                                        usual.minRequests(),
                                        usual.maxErrorRise()));
        CanaryPolicy policy =
                new CanaryPolicy(
                        rule,
                        given.oneOf("onWorse", "rollback", List.of("rollback", "keep"))
                                .equals("rollback"),
                        given.oneOf("onBetter", "keep", List.of("keep", "promote"))
                                .equals("promote"));
        given.nothingElse();
        return policy;
    }

    /// The rules check their own numbers; what they refuse is a mistake in the document.
    private static <T> T kept(Fields fields, T usual, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            fields.mistakes().add(fields.at(), String.valueOf(e.getMessage()));
            return usual;
        }
    }
}
