package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.peer.Gateway;
import io.minimlops.orchestrator.peer.Registry;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a version the champion, or lets it answer a share of the traffic first.
@ApplicationScoped
class PromoteStep implements Step {

    private static final String CHALLENGER = "challenger";

    private final Registry registry;
    private final Gateway gateway;

    PromoteStep(Registry registry, Gateway gateway) {
        this.registry = registry;
        this.gateway = gateway;
    }

    @Override
    public StepKind kind() {
        return StepKind.PROMOTE;
    }

    private record Wanted(String model, String version, String alias, String mode, int percent) {}

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        Wanted wanted =
                new Wanted(
                        inputs.text("model"),
                        inputs.text("version"),
                        inputs.text("alias", "champion"),
                        inputs.oneOf("mode", "alias", List.of("alias", "canary")),
                        inputs.integer("percent", 10, 1, 100));
        StepContext.checked(inputs);
        boolean canary = wanted.mode().equals("canary") && hasChampion(wanted, context);
        Map<String, String> evidence = evidence(context);
        String reason =
                "pipeline %s: %s".formatted(context.run().pipeline(), context.run().reason());
        registry.moveAlias(
                wanted.model(),
                canary ? CHALLENGER : wanted.alias(),
                wanted.version(),
                reason,
                evidence,
                context.correlationId());
        if (canary) {
            gateway.startCanary(
                    wanted.model(),
                    wanted.version(),
                    wanted.percent(),
                    reason,
                    context.correlationId());
        }
        return result(wanted, canary, evidence);
    }

    /// A canary needs somebody to be compared with.
    private boolean hasChampion(Wanted wanted, StepContext context) {
        return registry.aliased(wanted.model(), wanted.alias(), context.correlationId())
                .isPresent();
    }

    private static Map<String, String> evidence(StepContext context) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("pipelineRun", context.run().id().toString());
        evidence.put("case", context.run().caseId().toString());
        context.earlierWith("admitted", null)
                .ifPresent(
                        gate -> {
                            for (String name :
                                    List.of(
                                            "admitted",
                                            "metric",
                                            "gain",
                                            "challenger",
                                            "champion",
                                            "reasons")) {
                                Object value = gate.get(name);
                                if (value != null) {
                                    evidence.put(
                                            "gate." + name,
                                            value instanceof String text
                                                    ? text
                                                    : Documents.text(value));
                                }
                            }
                        });
        return evidence;
    }

    private static AttemptResult.Succeeded result(
            Wanted wanted, boolean canary, Map<String, String> evidence) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("model", wanted.model());
        details.put("version", wanted.version());
        details.put("alias", wanted.alias());
        details.put("mode", canary ? "canary" : "alias");
        details.put("evidence", evidence);
        String title =
                canary
                        ? "Version %s of %s answers %d %% of the traffic as canary"
                                .formatted(wanted.version(), wanted.model(), wanted.percent())
                        : "Version %s is %s of %s"
                                .formatted(wanted.version(), wanted.alias(), wanted.model());
        return new AttemptResult.Succeeded(
                Map.of("version", wanted.version(), "mode", canary ? "canary" : "alias"),
                new Story(EntryKind.PROMOTED, title, details, List.of(), List.of()));
    }
}
