package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.tracker.sweep.search.Curve;
import io.minimlops.tracker.sweep.search.Domain;
import io.minimlops.tracker.sweep.search.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One parameter in the words of Weights & Biases' sweep configuration. Without `distribution` its
/// other keys tell which one is meant.
final class ParameterReader {

    private static final int MOST_VALUES = 10_000;
    private static final double TOLERANCE = 1e-6;

    private static final List<String> DISTRIBUTIONS =
            List.of(
                    "constant",
                    "categorical",
                    "categorical_w_probabilities",
                    "int_uniform",
                    "uniform",
                    "q_uniform",
                    "log_uniform",
                    "log_uniform_values",
                    "q_log_uniform",
                    "q_log_uniform_values",
                    "inv_log_uniform",
                    "inv_log_uniform_values",
                    "normal",
                    "q_normal",
                    "log_normal",
                    "q_log_normal",
                    "beta",
                    "q_beta");

    private final Entries parameter;

    ParameterReader(Entries parameter) {
        this.parameter = parameter;
    }

    /// Null when it cannot be read; what is wrong has been noted.
    @Nullable Domain read() {
        String distribution =
                parameter.has("distribution") ? parameter.text("distribution", 40) : implied();
        if (distribution == null) {
            return null;
        }
        Domain domain = read(distribution);
        parameter.nothingElse();
        return domain;
    }

    private @Nullable String implied() {
        if (parameter.has("value")) {
            return "constant";
        }
        if (parameter.has("values")) {
            return "categorical";
        }
        if (parameter.has("min") || parameter.has("max")) {
            return parameter.isWhole("min") && parameter.isWhole("max") ? "int_uniform" : "uniform";
        }
        if (parameter.has("mu") || parameter.has("sigma")) {
            return "normal";
        }
        parameter.wrong(
                "needs value, values, min and max, mu and sigma, parameters or distribution");
        return null;
    }

    private @Nullable Domain read(String distribution) {
        return switch (distribution) {
            case "constant" -> constant();
            case "categorical", "categorical_w_probabilities" -> choice();
            case "int_uniform" -> whole();
            case "uniform" -> range(bounds(Curve.STRAIGHT, false), Curve.STRAIGHT, false);
            case "q_uniform" -> range(bounds(Curve.STRAIGHT, false), Curve.STRAIGHT, true);
            case "log_uniform" -> range(bounds(Curve.EXPONENTIAL, false), Curve.EXPONENTIAL, false);
            case "q_log_uniform" ->
                    range(bounds(Curve.EXPONENTIAL, false), Curve.EXPONENTIAL, true);
            case "log_uniform_values", "inv_log_uniform_values" ->
                    range(bounds(Curve.EXPONENTIAL, true), Curve.EXPONENTIAL, false);
            case "q_log_uniform_values" ->
                    range(bounds(Curve.EXPONENTIAL, true), Curve.EXPONENTIAL, true);
            case "inv_log_uniform" ->
                    range(
                            bounds(Curve.INVERSE_EXPONENTIAL, false),
                            Curve.INVERSE_EXPONENTIAL,
                            false);
            case "normal" -> range(normal(), Curve.STRAIGHT, false);
            case "q_normal" -> range(normal(), Curve.STRAIGHT, true);
            case "log_normal" -> range(normal(), Curve.EXPONENTIAL, false);
            case "q_log_normal" -> range(normal(), Curve.EXPONENTIAL, true);
            case "beta" -> range(beta(), Curve.STRAIGHT, false);
            case "q_beta" -> range(beta(), Curve.STRAIGHT, true);
            default -> {
                parameter.wrong(
                        "distribution", "must be one of " + String.join(", ", DISTRIBUTIONS));
                yield null;
            }
        };
    }

    private @Nullable Domain constant() {
        JsonNode value = parameter.required("value") ? parameter.node("value") : null;
        if (value != null && !Values.isValue(value)) {
            parameter.wrong("value", "must be a text, a number, true, false or a list of them");
            return null;
        }
        return value == null ? null : new Domain.Constant(Values.of(value));
    }

    private @Nullable Domain choice() {
        JsonNode values = parameter.required("values") ? parameter.node("values") : null;
        if (values == null) {
            return null;
        }
        if (!values.isArray()
                || values.isEmpty()
                || values.size() > MOST_VALUES
                || !Values.isValue(values)) {
            parameter.wrong("values", "must be a list of 1 to " + MOST_VALUES + " values");
            return null;
        }
        List<Object> choices = Values.list(values);
        if (choices.stream().distinct().count() < choices.size()) {
            parameter.wrong("values", "must not name a value twice");
            return null;
        }
        return parameter.has("probabilities") ? weighted(choices) : Domain.Choice.of(choices);
    }

    private Domain.@Nullable Choice weighted(List<Object> choices) {
        JsonNode given = parameter.node("probabilities");
        List<Double> probabilities = new ArrayList<>();
        if (given != null && given.isArray()) {
            given.forEach(it -> probabilities.add(it.isNumber() ? it.doubleValue() : -1));
        }
        double sum = probabilities.stream().mapToDouble(it -> it).sum();
        if (probabilities.size() != choices.size()
                || probabilities.stream().anyMatch(it -> !(it >= 0))
                || !(Math.abs(sum - 1) < TOLERANCE)) {
            parameter.wrong(
                    "probabilities",
                    "must be as many numbers as values, none negative, summing to 1");
            return null;
        }
        return new Domain.Choice(choices, List.copyOf(probabilities));
    }

    private @Nullable Domain whole() {
        OptionalDouble min = parameter.requiredNumber("min");
        OptionalDouble max = parameter.requiredNumber("max");
        if (min.isEmpty() || max.isEmpty()) {
            return null;
        }
        if (!Entries.isExact(min.getAsDouble()) || !Entries.isExact(max.getAsDouble())) {
            parameter.wrong("min and max must be whole numbers of at most 53 bits");
            return null;
        }
        if (min.getAsDouble() > max.getAsDouble()) {
            parameter.wrong("min", "must not be greater than max");
            return null;
        }
        Spread spread = new Spread.Uniform(min.getAsDouble() - 0.5, max.getAsDouble() + 0.5);
        return new Domain.Range(spread, Curve.STRAIGHT, 0, true);
    }

    /// @param values whether min and max are the parameter's values, not places on the curve
    private @Nullable Spread bounds(Curve curve, boolean values) {
        OptionalDouble min = parameter.requiredNumber("min");
        OptionalDouble max = parameter.requiredNumber("max");
        if (min.isEmpty() || max.isEmpty()) {
            return null;
        }
        if (min.getAsDouble() > max.getAsDouble()) {
            parameter.wrong("min", "must not be greater than max");
            return null;
        }
        if (!Double.isFinite(max.getAsDouble() - min.getAsDouble())) {
            parameter.wrong("max", "must not be that far from min");
            return null;
        }
        if (values && min.getAsDouble() <= 0) {
            parameter.wrong("min", "must be greater than 0, as its logarithm is taken");
            return null;
        }
        if (!values && curve != Curve.STRAIGHT && !isExponent(min, max)) {
            parameter.wrong(
                    "min and max are exponents of e and must lie between -700 and 700;"
                            + " for the values themselves there is log_uniform_values");
            return null;
        }
        return values
                ? new Spread.Uniform(Math.log(min.getAsDouble()), Math.log(max.getAsDouble()))
                : new Spread.Uniform(min.getAsDouble(), max.getAsDouble());
    }

    private static boolean isExponent(OptionalDouble min, OptionalDouble max) {
        return min.getAsDouble() >= -700 && max.getAsDouble() <= 700;
    }

    private @Nullable Spread normal() {
        OptionalDouble mu = parameter.has("mu") ? parameter.number("mu") : OptionalDouble.of(0);
        OptionalDouble sigma = parameter.positive("sigma", 1);
        return mu.isEmpty() || sigma.isEmpty()
                ? null
                : new Spread.Normal(mu.getAsDouble(), sigma.getAsDouble());
    }

    private @Nullable Spread beta() {
        OptionalDouble a = parameter.positive("a", 1);
        OptionalDouble b = parameter.positive("b", 1);
        return a.isEmpty() || b.isEmpty()
                ? null
                : new Spread.Beta(a.getAsDouble(), b.getAsDouble());
    }

    private @Nullable Domain range(@Nullable Spread spread, Curve curve, boolean rounded) {
        OptionalDouble step = rounded ? parameter.positive("q", 1) : OptionalDouble.of(0);
        return spread == null || step.isEmpty()
                ? null
                : new Domain.Range(spread, curve, step.getAsDouble(), false);
    }
}
