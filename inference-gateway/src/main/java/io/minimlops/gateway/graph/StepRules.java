package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.problem.Problem.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the steps of a node must keep to.
final class StepRules {

    private static final int MOST_STEPS = 32;
    private static final double ROUNDING = 1e-6;

    private final String at;
    private final GraphNode node;
    private final List<Violation> violations;

    private StepRules(String at, GraphNode node, List<Violation> violations) {
        this.at = at;
        this.node = node;
        this.violations = violations;
    }

    /// @param at where the node stands
    static void check(String at, GraphNode node, List<Violation> violations) {
        new StepRules(at + ".steps", node, violations).check();
    }

    private void check() {
        List<GraphStep> steps = node.stepsOrNone();
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            say("", "must hold 1 to %d steps".formatted(MOST_STEPS));
            return;
        }
        Set<String> labels = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < steps.size(); i++) {
            GraphStep step = steps.get(i);
            if (step == null) {
                say("." + i, "must be an object");
                continue;
            }
            target("." + i, step);
            if (!labels.add(step.label())) {
                say(
                        "." + i + ".name",
                        "must be the step's own: '%s' is there already".formatted(step.label()));
            }
            when("." + i + ".when", step.when(), i == steps.size() - 1);
            weight("." + i + ".weight", step.weight());
            sum += step.weightOrOne();
        }
        if (node.type() == Type.SPLITTER && Math.abs(sum - 100) > ROUNDING) {
            say("", "must have weights that add up to 100; they are " + sum);
        }
    }

    private void target(String place, GraphStep step) {
        if (isBlank(step.deployment()) == isBlank(step.node())) {
            say(place, "must have either a deployment or a node");
        }
        if (step.version() != null && (isBlank(step.version()) || step.deployment() == null)) {
            say(place + ".version", "must be a version of the step's deployment");
        }
        if (step.name() != null && !GraphRules.isName(step.name())) {
            say(place + ".name", "must be 1 to 63 letters, digits, '_', '.' or '-'");
        }
        if (step.mayFail() && node.type() != Type.SEQUENCE && node.type() != Type.ENSEMBLE) {
            say(place + ".dependency", "may be soft in a sequence or an ensemble only");
        }
        names(place + ".inputs", step.inputs(), false);
        names(place + ".outputs", step.outputs(), true);
    }

    private void names(String place, @Nullable Map<String, String> names, boolean distinct) {
        if (names == null) {
            return;
        }
        if (names.isEmpty() || names.values().stream().anyMatch(StepRules::isBlank)) {
            say(place, "must name tensors by names of the step's");
        } else if (distinct && new HashSet<>(names.values()).size() < names.size()) {
            say(place, "must not give two tensors one name");
        }
    }

    private void when(String place, @Nullable Condition when, boolean last) {
        if (node.type() != Type.SWITCH) {
            if (when != null) {
                say(place, "goes with a switch only");
            }
            return;
        }
        if (when == null) {
            if (!last) {
                say(place, "may be absent at the last step only: it takes what is left");
            }
            return;
        }
        if (isBlank(when.parameter()) == isBlank(when.tensor())) {
            say(place, "must have either a parameter or a tensor");
        }
        if (when.asksNothing()) {
            say(place, "must ask equals, notEquals, in, greaterThan, atLeast, lessThan or atMost");
        }
        Integer column = when.column();
        if (column != null && (column < 0 || when.tensor() == null)) {
            say(place + ".column", "must be 0 or more, and goes with a tensor");
        }
        if (isNoValue(when.equal())
                || isNoValue(when.unequal())
                || when.in() != null && when.in().stream().anyMatch(StepRules::isNoValueOrNull)) {
            say(place, "must compare with strings, numbers or booleans");
        }
    }

    private void weight(String place, @Nullable Double weight) {
        switch (node.type()) {
            case SPLITTER -> {
                if (weight == null || !(weight >= 0 && weight <= 100)) {
                    say(place, "must be a share from 0 to 100, percent");
                }
            }
            case ENSEMBLE -> {
                if (weight != null && (node.combine() == null || !(weight > 0 && weight <= 1e6))) {
                    say(place, "must be above 0, and goes with combine");
                }
            }
            case SEQUENCE, SWITCH -> {
                if (weight != null) {
                    say(place, "goes with a splitter or an ensemble only");
                }
            }
            case null -> {}
        }
    }

    private static boolean isNoValueOrNull(@Nullable Object value) {
        return value == null || isNoValue(value);
    }

    private static boolean isNoValue(@Nullable Object value) {
        return value != null
                && !(value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private void say(String place, String message) {
        violations.add(new Violation(at + place, message));
    }
}
