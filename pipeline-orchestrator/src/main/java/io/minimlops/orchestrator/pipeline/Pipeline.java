package io.minimlops.orchestrator.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A directed acyclic graph of steps with typed parameters. Immutable: applying a change makes a
/// new version.
public record Pipeline(String name, Map<String, Parameter> parameters, List<StepDefinition> steps) {

    public Optional<StepDefinition> step(String stepName) {
        return steps.stream().filter(step -> step.name().equals(stepName)).findFirst();
    }
}
