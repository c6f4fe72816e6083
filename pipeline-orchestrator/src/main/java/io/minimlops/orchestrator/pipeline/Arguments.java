package io.minimlops.orchestrator.pipeline;

import io.minimlops.orchestrator.document.Mistakes;
import java.util.LinkedHashMap;
import java.util.Map;

/// Binds what a caller gives to what a pipeline declares.
public final class Arguments {

    private Arguments() {}

    /// Every declared parameter with its value, defaults filled in.
    ///
    /// @throws io.minimlops.problem.ProblemException for unknown, missing or mistyped ones
    public static Map<String, Object> bind(Pipeline pipeline, Map<String, Object> given) {
        Mistakes mistakes = new Mistakes();
        given.keySet().stream()
                .filter(name -> !pipeline.parameters().containsKey(name))
                .forEach(
                        name ->
                                mistakes.add(
                                        "/parameters/" + name,
                                        "is no parameter of " + pipeline.name()));
        Map<String, Object> bound = new LinkedHashMap<>();
        for (Parameter parameter : pipeline.parameters().values()) {
            bind(parameter, given, bound, mistakes);
        }
        mistakes.refuse("the run cannot be started");
        return bound;
    }

    private static void bind(
            Parameter parameter,
            Map<String, Object> given,
            Map<String, Object> bound,
            Mistakes mistakes) {
        String at = "/parameters/" + parameter.name();
        Object value = given.get(parameter.name());
        Object chosen = value == null ? parameter.fallback() : parameter.type().accept(value);
        if (chosen != null) {
            bound.put(parameter.name(), chosen);
        } else if (value == null) {
            mistakes.add(at, "is missing and has no default");
        } else {
            mistakes.add(at, "must be " + parameter.type().description());
        }
    }
}
