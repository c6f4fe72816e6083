package io.minimlops.orchestrator.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The built-in steps with the names of what goes in and what comes out.
public enum StepKind {
    VALIDATE(
            Set.of("source", "start", "end"),
            Set.of("label", "minRows", "minLabelled", "maxAge"),
            Set.of("rows", "labelled", "labelShare", "firstEventTime", "lastEventTime")),
    TRAINING_SET(
            Set.of("featureService", "spine"),
            Set.of("name"),
            Set.of(
                    "trainingSet",
                    "name",
                    "featureService",
                    "rows",
                    "contentHash",
                    "uri",
                    "snapshots")),
    TRAIN(
            Set.of("trainingSet", "experiment"),
            Set.of("exclude", "rounds", "maxDepth", "learningRate", "seed", "params"),
            Set.of(
                    "run",
                    "experimentId",
                    "source",
                    "metrics",
                    "parity",
                    "trainingSet",
                    "contentHash")),
    EVALUATE(
            Set.of("trainingSet", "run", "model"),
            Set.of("alias"),
            Set.of("evaluation", "championVersion")),
    GATE(
            Set.of("evaluation"),
            Set.of("metric", "minimum", "margin", "confidence", "minLabels"),
            Set.of("admitted", "reasons", "metric", "challenger", "champion", "gain")),
    REGISTER(Set.of("model", "run"), Set.of("tags"), Set.of("version")),
    PROMOTE(
            Set.of("model", "version"),
            Set.of("alias", "mode", "percent"),
            Set.of("version", "mode")),
    COMMAND(Set.of("command"), Set.of("env", "outputs"), Set.of());

    private final Set<String> required;
    private final Set<String> optional;
    private final Set<String> outputs;

    StepKind(Set<String> required, Set<String> optional, Set<String> outputs) {
        this.required = required;
        this.optional = optional;
        this.outputs = outputs;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(StepKind::wireName).toList();
    }

    public static StepKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Set<String> required() {
        return required;
    }

    Set<String> inputs() {
        return Stream.concat(required.stream(), optional.stream()).collect(Collectors.toSet());
    }

    boolean takes(String input) {
        return required.contains(input) || optional.contains(input);
    }

    /// Whether a step of this kind can have the output; a command names its own.
    boolean gives(String output) {
        return this == COMMAND || outputs.contains(output);
    }

    Set<String> outputs() {
        return outputs;
    }
}
