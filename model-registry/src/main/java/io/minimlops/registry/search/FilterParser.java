package io.minimlops.registry.search;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import io.minimlops.registry.search.Comparison.Operator;
import io.minimlops.registry.search.Comparison.Subject;
import io.minimlops.registry.search.Comparison.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a filter: `name LIKE 'flight%' AND tags."stage of life" = 'old'`.
///
/// Keys with dots, spaces or dashes stand in backticks or double quotes; texts in single or double
/// quotes, without escapes.
final class FilterParser {

    private static final Set<String> TAG_ENTITIES = Set.of("tag", "tags");
    private static final Set<String> ATTRIBUTE_ENTITIES = Set.of("attribute", "attributes", "attr");

    private final String filter;
    private final FilterScanner scan;

    private FilterParser(String filter) {
        this.filter = filter;
        this.scan = new FilterScanner(filter);
    }

    static List<Comparison> parse(@Nullable String filter) {
        return filter == null || filter.isBlank() ? List.of() : new FilterParser(filter).all();
    }

    private List<Comparison> all() {
        List<Comparison> comparisons = new ArrayList<>();
        do {
            comparisons.add(comparison());
        } while (scan.keyword("AND"));
        if (!scan.atEnd()) {
            throw invalidClause();
        }
        return comparisons;
    }

    private Comparison comparison() {
        Subject subject = subject();
        Operator operator = operator();
        Value value = operator == Operator.IN || operator == Operator.NOT_IN ? list() : scalar();
        return new Comparison(subject, operator, value);
    }

    private Subject subject() {
        String first = scan.name();
        if (first == null) {
            throw invalidClause();
        }
        if (!scan.symbol(".")) {
            return new Subject.OfAttribute(first);
        }
        String key = scan.key();
        if (key == null) {
            throw invalidClause();
        }
        String entity = first.toLowerCase(Locale.ROOT);
        if (TAG_ENTITIES.contains(entity)) {
            return new Subject.OfTag(key);
        }
        if (ATTRIBUTE_ENTITIES.contains(entity)) {
            return new Subject.OfAttribute(key);
        }
        throw new Refused(
                new InvalidValue(
                        "Invalid entity type '%s'. Valid values are ['attribute', 'tag']"
                                .formatted(first)));
    }

    private Operator operator() {
        for (String symbol : List.of("<=", ">=", "!=", "=", "<", ">")) {
            if (scan.symbol(symbol)) {
                return of(symbol);
            }
        }
        for (String word : List.of("LIKE", "ILIKE", "IN")) {
            if (scan.keyword(word)) {
                return of(word);
            }
        }
        if (scan.keyword("NOT") && scan.keyword("IN")) {
            return Operator.NOT_IN;
        }
        throw invalidClause();
    }

    private static Operator of(String symbol) {
        return List.of(Operator.values()).stream()
                .filter(operator -> operator.symbol.equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    private Value scalar() {
        String text = scan.quoted();
        if (text != null) {
            return new Value.Text(text);
        }
        String number = scan.number();
        if (number != null) {
            return new Value.Number(number);
        }
        throw new Refused(
                new InvalidValue(
                        "Parameter value is either not quoted or unidentified quote types used for"
                                + " string value in filter string: "
                                + filter));
    }

    private Value list() {
        List<String> texts = new ArrayList<>();
        if (!scan.symbol("(")) {
            throw invalidClause();
        }
        do {
            String text = scan.quoted();
            if (text == null) {
                throw new Refused(
                        new InvalidValue(
                                "While parsing a list in the query, expected a non-empty list of"
                                        + " quoted strings: "
                                        + filter));
            }
            texts.add(text);
        } while (scan.symbol(","));
        if (!scan.symbol(")")) {
            throw invalidClause();
        }
        return new Value.TextList(List.copyOf(texts));
    }

    private Refused invalidClause() {
        return new Refused(new InvalidValue("Invalid clause(s) in filter string: " + scan.rest()));
    }
}
