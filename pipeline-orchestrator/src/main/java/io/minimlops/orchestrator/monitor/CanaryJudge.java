package io.minimlops.orchestrator.monitor;

import io.minimlops.events.MonitoringEvent.CanaryJudged;
import io.minimlops.orchestrator.canary.CanaryArm;
import io.minimlops.orchestrator.canary.CanaryJudgement;
import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.CaseFile;
import io.minimlops.orchestrator.casefile.Entry;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.monitor.MonitorDefinition.CanaryPolicy;
import io.minimlops.orchestrator.monitor.PredictionTable.LabelledArm;
import io.minimlops.orchestrator.peer.Gateway;
import io.minimlops.orchestrator.peer.Registry;
import io.minimlops.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Judges canaries on labels and carries verdicts out. A verdict is booked before it is carried
/// out, so that it is carried out once more rather than forgotten when this process dies in
/// between; the peers take the second time for nothing.
@ApplicationScoped
class CanaryJudge {

    private final CanaryTable canaries;
    private final MonitorTable monitors;
    private final PredictionTable predictions;
    private final CaseBook cases;
    private final Outbox outbox;
    private final Gateway gateway;
    private final Registry registry;

    CanaryJudge(
            CanaryTable canaries,
            MonitorTable monitors,
            PredictionTable predictions,
            CaseBook cases,
            Outbox outbox,
            Gateway gateway,
            Registry registry) {
        this.canaries = canaries;
        this.monitors = monitors;
        this.predictions = predictions;
        this.cases = cases;
        this.outbox = outbox;
        this.gateway = gateway;
        this.registry = registry;
    }

    /// Looks at every canary once.
    ///
    /// @throws io.minimlops.problem.ProblemException when a verdict cannot be carried out now
    void lookAtAll() {
        for (Canary canary : canaries.open()) {
            monitors.ofModel(canary.model()).stream()
                    .map(StoredMonitor::definition)
                    .filter(definition -> definition.canary() != null)
                    .findFirst()
                    .ifPresent(definition -> lookAt(canary, definition));
        }
    }

    private void lookAt(Canary canary, MonitorDefinition definition) {
        CanaryPolicy policy = definition.canary();
        if (policy == null) {
            return;
        }
        String verdict = canary.verdict();
        if (verdict.equals("CONTINUE")) {
            verdict = judge(canary, definition, policy);
        }
        switch (verdict) {
            case "ROLL_BACK" -> carryOut(canary, false);
            case "PROMOTE" -> carryOut(canary, true);
            default -> {
                // Goes on until labels decide.
            }
        }
    }

    private String judge(Canary canary, MonitorDefinition definition, CanaryPolicy policy) {
        LabelledArm champion =
                predictions.arm(canary.model(), "champion", null, canary.startedAt());
        LabelledArm challenger =
                predictions.arm(canary.model(), "canary", canary.version(), canary.startedAt());
        CanaryJudgement judgement = policy.rule().judge(arm(champion), arm(challenger));
        String verdict =
                switch (judgement.outcome()) {
                    case CONTINUE -> "CONTINUE";
                    case ROLL_BACK -> policy.rollBackWhenWorse() ? "ROLL_BACK" : "CONTINUE";
                    case PROMOTE -> policy.promoteWhenBetter() ? "PROMOTE" : "CONTINUE";
                };
        String championVersion =
                predictions.championVersion(canary.model(), canary.startedAt()).orElse("unknown");
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            boolean booked =
                                    canaries.judge(
                                            canary.id(), championVersion, verdict, judgement);
                            if (booked && !verdict.equals("CONTINUE")) {
                                tell(canary, definition, championVersion, judgement);
                            }
                        });
        return verdict;
    }

    private static CanaryArm arm(LabelledArm arm) {
        return new CanaryArm(floats(arm.predictions()), floats(arm.labels()), arm.requests(), 0);
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private CaseFile file(Canary canary) {
        return cases.byVersion(canary.model(), canary.version())
                .orElseGet(
                        () ->
                                cases.openOrJoin(
                                        "canary/" + canary.id(),
                                        canary.model(),
                                        "canary of " + canary.model()));
    }

    private void tell(
            Canary canary,
            MonitorDefinition definition,
            String championVersion,
            CanaryJudgement judgement) {
        CaseFile file = file(canary);
        Map<String, Object> details = new LinkedHashMap<>(Documents.map(Documents.tree(judgement)));
        details.put("version", canary.version());
        details.put("championVersion", championVersion);
        details.put(
                "loss",
                definition.canary() == null ? "" : definition.canary().rule().loss().name());
        cases.add(
                file.id(),
                Entry.now(
                        EntryKind.CANARY_JUDGED,
                        "Canary version %s judged on %,d labels: %s"
                                .formatted(
                                        canary.version(),
                                        judgement.canaryLabels(),
                                        judgement.reason()),
                        details,
                        "canary-judged/" + canary.id()));
        outbox.add(event(canary, definition, championVersion, judgement), file.correlationId());
    }

    private static CanaryJudged event(
            Canary canary,
            MonitorDefinition definition,
            String championVersion,
            CanaryJudgement judgement) {
        CanaryPolicy policy = definition.canary();
        return new CanaryJudged(
                definition.name(),
                canary.model(),
                championVersion,
                canary.version(),
                policy == null ? "" : policy.rule().loss().name(),
                number(judgement.champion()),
                number(judgement.canary()),
                judgement.championLabels(),
                judgement.canaryLabels(),
                judgement.outcome().name(),
                judgement.reason(),
                Instant.now());
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private void carryOut(Canary canary, boolean promote) {
        CaseFile file = file(canary);
        String reason =
                "canary judged: "
                        + canaries.newest(canary.model()).map(Canary::reason).orElse("on labels");
        if (promote) {
            registry.moveAlias(
                    canary.model(),
                    "champion",
                    canary.version(),
                    reason,
                    Map.of("case", file.id().toString(), "canary", canary.id().toString()),
                    file.correlationId());
        }
        gateway.endCanary(canary.deployment(), reason, file.correlationId());
        done(canary.id());
    }

    private void done(UUID canary) {
        QuarkusTransaction.requiringNew().run(() -> canaries.done(canary));
    }
}
