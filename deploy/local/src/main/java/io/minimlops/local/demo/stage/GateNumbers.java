package io.minimlops.local.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.demo.wire.PipelineRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What the gate of a run measured and decided.
///
/// @param champion AUC on the held-out week; empty when there was no champion
record GateNumbers(
        boolean admitted, double challenger, OptionalDouble champion, List<String> reasons) {

    static GateNumbers of(PipelineRun run) {
        JsonNode gate = run.outputs("gate");
        List<String> reasons = new ArrayList<>();
        gate.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return new GateNumbers(
                gate.path("admitted").asBoolean(),
                auc(gate.path("challenger")).orElse(Double.NaN),
                auc(gate.path("champion")),
                reasons);
    }

    /// An admitted challenger is better than the champion, and was registered and promoted; a
    /// refused one has reasons and left no version behind.
    boolean agreesWith(PipelineRun run) {
        String behind = admitted ? "SUCCEEDED" : "SKIPPED";
        boolean followed =
                run.step("register").orElseThrow().status().equals(behind)
                        && run.step("promote").orElseThrow().status().equals(behind);
        boolean fits = !admitted || champion.isEmpty() || challenger >= champion.getAsDouble();
        return followed && fits && (admitted || !reasons.isEmpty());
    }

    String text() {
        String numbers =
                champion.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "AUC %.4f against the champion's %.4f",
                                challenger,
                                champion.getAsDouble())
                        : String.format(Locale.ROOT, "AUC %.4f, no champion yet", challenger);
        return (admitted ? "admitted: " : "refused: ")
                + numbers
                + (reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")");
    }

    private static OptionalDouble auc(JsonNode arm) {
        JsonNode value = arm.isObject() ? arm.path("auc") : arm;
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }
}
