package io.minimlops.registry.search;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import io.minimlops.registry.search.Comparison.Operator;
import io.minimlops.registry.search.Comparison.Subject;
import io.minimlops.registry.search.Comparison.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Turns comparisons into SQL conditions; what a caller wrote only ever becomes a parameter.
final class SqlFilter {

    private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";

    private final SearchSchema schema;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private boolean asksForPrompts;

    SqlFilter(SearchSchema schema, List<Comparison> comparisons) {
        this.schema = schema;
        conditions.add(schema.always());
        comparisons.forEach(this::add);
        if (!asksForPrompts) {
            addNoPrompts();
        }
    }

    String where() {
        return String.join(" and ", conditions);
    }

    List<Object> parameters() {
        return parameters;
    }

    private void add(Comparison comparison) {
        switch (comparison.subject()) {
            case Subject.OfAttribute(String name) -> addAttribute(name, comparison);
            case Subject.OfTag(String key) -> addTag(key, comparison);
        }
    }

    private void addAttribute(String name, Comparison comparison) {
        Attribute attribute = schema.attributes().get(name);
        if (attribute == null) {
            throw invalid(
                    "Invalid attribute key '%s' specified. Valid keys are %s"
                            .formatted(name, new TreeSet<>(schema.attributes().keySet())));
        }
        switch (comparison.value()) {
            case Value.Number(String literal) when attribute.kind() == Attribute.Kind.NUMBER ->
                    addNumber(attribute, comparison.operator(), literal);
            case Value.Text(String text) when attribute.kind() != Attribute.Kind.NUMBER ->
                    addText(attribute.column(), comparison.operator(), text, name);
            case Value.TextList(List<String> texts)
                    when attribute.kind() == Attribute.Kind.TEXT_OR_LIST ->
                    addList(attribute.column(), comparison.operator(), texts);
            case Value.TextList _ ->
                    throw invalid("Attribute '%s' cannot be compared with a list".formatted(name));
            case Value.Number _ ->
                    throw invalid(
                            "Expected a quoted string value for attribute '%s'".formatted(name));
            case Value.Text _ ->
                    throw invalid("Expected numeric value type for attribute '%s'".formatted(name));
        }
    }

    private void addNumber(Attribute attribute, Operator operator, String literal) {
        switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                conditions.add(attribute.column() + " " + operator.symbol + " ?");
                parameters.add(number(literal));
            }
            case LIKE, ILIKE, IN, NOT_IN -> throw unsupported(operator);
        }
    }

    /// Digits beyond a double's range would let a short filter ask for a number of gigabytes.
    private static BigDecimal number(String literal) {
        BigDecimal number = new BigDecimal(literal);
        if (number.precision() > 40 || Math.abs((long) number.scale()) > 400) {
            throw invalid("Number out of range in filter string");
        }
        return number;
    }

    private void addText(String column, Operator operator, String text, String name) {
        switch (operator) {
            case EQUAL, NOT_EQUAL -> conditions.add(column + " " + operator.symbol + " ?");
            case LIKE, ILIKE -> conditions.add(column + " " + operator.symbol + " ? escape ''");
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, NOT_IN ->
                    throw invalid(
                            "Invalid comparator '%s' for '%s'".formatted(operator.symbol, name));
        }
        parameters.add(text);
    }

    private void addList(String column, Operator operator, List<String> texts) {
        String marks = String.join(", ", texts.stream().map(_ -> "?").toList());
        conditions.add(column + " " + operator.symbol + " (" + marks + ")");
        parameters.addAll(texts);
    }

    private void addTag(String key, Comparison comparison) {
        if (!(comparison.value() instanceof Value.Text(String text))) {
            throw invalid("Expected a quoted string value for tag '%s'".formatted(key));
        }
        if (key.equals(PROMPT_TAG)) {
            asksForPrompts = true;
            if (isNotAPrompt(comparison.operator(), text)) {
                addNoPrompts();
                return;
            }
        }
        parameters.add(key);
        int place = conditions.size();
        addText("t.value", comparison.operator(), text, "tags." + key);
        conditions.set(
                place,
                "exists ("
                        + schema.tagExists()
                        + " and t.key = ? and "
                        + conditions.get(place)
                        + ")");
    }

    private static boolean isNotAPrompt(Operator operator, String text) {
        return (operator == Operator.EQUAL && text.equals("false"))
                || (operator == Operator.NOT_EQUAL && text.equals("true"));
    }

    private void addNoPrompts() {
        conditions.add(
                "not exists (" + schema.tagExists() + " and t.key = ? and t.value = 'true')");
        parameters.add(PROMPT_TAG);
    }

    private static Refused unsupported(Operator operator) {
        return invalid("Invalid comparator '%s' for a number".formatted(operator.symbol));
    }

    private static Refused invalid(String detail) {
        return new Refused(new InvalidValue(detail));
    }
}
