package io.minimlops.orchestrator.pipeline;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pipeline as the API answers it.
public record PipelineView(
        String name,
        int version,
        Instant createdAt,
        Map<String, ParameterView> parameters,
        List<StepView> steps,
        String yaml) {

    /// @param fallback the default; absent when the caller must give a value
    public record ParameterView(String type, @Nullable Object fallback) {}

    public record StepView(String name, String uses, List<String> needs) {}

    static PipelineView of(PipelineVersion version) {
        Pipeline pipeline = version.pipeline();
        Map<String, ParameterView> parameters = new LinkedHashMap<>();
        pipeline.parameters()
                .forEach(
                        (name, parameter) ->
                                parameters.put(
                                        name,
                                        new ParameterView(
                                                parameter.type().wireName(),
                                                parameter.fallback())));
        return new PipelineView(
                version.name(),
                version.version(),
                version.createdAt(),
                parameters,
                pipeline.steps().stream()
                        .map(
                                step ->
                                        new StepView(
                                                step.name(), step.uses().wireName(), step.needs()))
                        .toList(),
                version.yaml());
    }
}
