package io.minimlops.orchestrator.pipeline;

import io.minimlops.orchestrator.document.Mistakes;
import io.minimlops.orchestrator.pipeline.References.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What holds beyond the shape: unique names, known needs, no cycle, known inputs, references to
/// what is there by then.
final class PipelineRules {

    private final Pipeline pipeline;
    private final Mistakes mistakes;
    private final Map<String, StepDefinition> byName = new HashMap<>();

    PipelineRules(Pipeline pipeline, Mistakes mistakes) {
        this.pipeline = pipeline;
        this.mistakes = mistakes;
    }

    void check() {
        List<StepDefinition> steps = pipeline.steps();
        for (int i = 0; i < steps.size(); i++) {
            if (byName.put(steps.get(i).name(), steps.get(i)) != null) {
                mistakes.add("/steps/" + i + "/name", "is there twice: " + steps.get(i).name());
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            checkNeeds(steps.get(i), "/steps/" + i);
        }
        checkCycles();
        if (mistakes.isEmpty()) {
            for (int i = 0; i < steps.size(); i++) {
                checkInputs(steps.get(i), "/steps/" + i);
            }
        }
    }

    private void checkNeeds(StepDefinition step, String at) {
        for (String need : step.needs()) {
            if (!byName.containsKey(need)) {
                mistakes.add(at + "/needs", "names no step: " + need);
            }
        }
    }

    private void checkCycles() {
        for (StepDefinition step : pipeline.steps()) {
            if (upstream(step).contains(step.name())) {
                mistakes.add("/steps", "form a cycle through " + step.name());
                return;
            }
        }
    }

    /// Every step that is done before this one starts; contains the step itself only in a cycle.
    private Set<String> upstream(StepDefinition step) {
        Set<String> reached = new HashSet<>();
        collect(step, reached);
        return reached;
    }

    private void collect(StepDefinition step, Set<String> reached) {
        for (String need : step.needs()) {
            StepDefinition needed = byName.get(need);
            if (needed != null && reached.add(need)) {
                collect(needed, reached);
            }
        }
    }

    private void checkInputs(StepDefinition step, String at) {
        for (String input : step.with().keySet()) {
            if (!step.uses().takes(input)) {
                mistakes.add(at + "/with/" + input, "is no input of " + step.uses().wireName());
            }
        }
        for (String input : step.uses().required()) {
            if (!step.with().containsKey(input)) {
                mistakes.add(at + "/with/" + input, "is missing");
            }
        }
        Set<String> upstream = upstream(step);
        References.visit(step.with(), found -> checkReference(found, upstream, at + "/with"));
        checkWhen(step, upstream, at + "/when");
    }

    private void checkWhen(StepDefinition step, Set<String> upstream, String at) {
        String when = step.when();
        if (when == null) {
            return;
        }
        if (!when.matches("true|false|\\$\\{\\{[^{}]*}}")) {
            mistakes.add(at, "must be true, false or one reference");
        }
        References.visit(when, found -> checkReference(found, upstream, at));
    }

    private void checkReference(Reference reference, Set<String> upstream, String at) {
        switch (reference) {
            case Reference.OfParameter(String name) -> {
                if (!pipeline.parameters().containsKey(name)) {
                    mistakes.add(at, "refers to no parameter: " + name);
                }
            }
            case Reference.OfOutput(String step, String output) ->
                    checkOutput(step, output, upstream, at);
            case Reference.OfRun _ -> {}
            case Reference.Unreadable(String written) ->
                    mistakes.add(
                            at,
                            "has a reference that is none of parameters.x, steps.y.outputs.z, run.id,"
                                    + " run.asOf, run.case: "
                                    + written);
        }
    }

    private void checkOutput(String step, String output, Set<String> upstream, String at) {
        StepDefinition source = byName.get(step);
        if (source == null) {
            mistakes.add(at, "refers to no step: " + step);
        } else if (!upstream.contains(step)) {
            mistakes.add(at, "refers to " + step + ", which it does not need");
        } else if (!source.uses().gives(output)) {
            mistakes.add(
                    at,
                    "refers to "
                            + output
                            + ", which "
                            + source.uses().wireName()
                            + " does not give; it gives "
                            + String.join(", ", source.uses().outputs()));
        }
    }
}
