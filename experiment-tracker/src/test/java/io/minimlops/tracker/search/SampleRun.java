package io.minimlops.tracker.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A run held in memory, which says for itself whether a filter holds for it.
public record SampleRun(
        String name,
        long startTime,
        @Nullable Long endTime,
        Map<String, Double> metrics,
        Map<String, String> params,
        Map<String, String> tags,
        Map<String, String> datasetContexts) {

    public boolean matches(Condition condition) {
        return switch (condition) {
            case Comparison comparison -> matches(comparison);
            case Condition.And(var parts) -> parts.stream().allMatch(this::matches);
            case Condition.Or(var parts) -> parts.stream().anyMatch(this::matches);
            case Condition.Not(var part) -> !matches(part);
        };
    }

    private boolean matches(Comparison comparison) {
        String key = comparison.field().key();
        Predicate predicate = comparison.predicate();
        return switch (Objects.requireNonNullElse(comparison.field().entity(), "attributes")) {
            case "metric", "metrics" -> number(metrics.get(key), predicate);
            case "param", "params", "parameters" -> text(params.get(key), predicate);
            case "tag", "tags" -> text(tags.get(key), predicate);
            case "dataset", "datasets" ->
                    (key.equals("name") ? datasetContexts.keySet() : datasetContexts.values())
                            .stream().anyMatch(value -> text(value, predicate));
            default -> attribute(key, predicate);
        };
    }

    private boolean attribute(String key, Predicate predicate) {
        return switch (key) {
            case "run_name" -> text(name, predicate);
            case "status" -> text("RUNNING", predicate);
            case "start_time" -> number((double) startTime, predicate);
            default -> number(endTime == null ? null : (double) endTime, predicate);
        };
    }

    private static boolean number(@Nullable Double value, Predicate predicate) {
        if (value == null || !(predicate instanceof Predicate.Number(var operator, var other))) {
            return false;
        }
        double than = other.doubleValue();
        return switch (operator) {
            case EQUAL -> value == than;
            case NOT_EQUAL -> value != than;
            case LESS -> value < than;
            case LESS_OR_EQUAL -> value <= than;
            case GREATER -> value > than;
            case GREATER_OR_EQUAL -> value >= than;
            case LIKE, ILIKE -> false;
        };
    }

    private static boolean text(@Nullable String value, Predicate predicate) {
        return switch (predicate) {
            case Predicate.Absent(boolean negated) -> (value == null) != negated;
            case Predicate.Among(boolean negated, List<String> values) ->
                    value != null && values.contains(value) != negated;
            case Predicate.Text(Operator operator, String other) ->
                    value != null && compares(value, operator, other);
            case Predicate.Number _ -> false;
        };
    }

    private static boolean compares(String value, Operator operator, String other) {
        return switch (operator) {
            case EQUAL -> value.equals(other);
            case NOT_EQUAL -> !value.equals(other);
            case LIKE -> like(value, other);
            default -> like(value.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
        };
    }

    private static boolean like(String value, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(value).matches();
    }
}
