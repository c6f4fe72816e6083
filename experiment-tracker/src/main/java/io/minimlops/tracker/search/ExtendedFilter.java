package io.minimlops.tracker.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A filter in the extended language; every filter of the stock language means the same in it.
///
/// ```
/// filter      = [ alternative { "OR" alternative } ]
/// alternative = part { "AND" part }
/// part        = "NOT" part | "(" filter ")" | comparison
/// ```
final class ExtendedFilter {

    /// Parentheses and negations within each other.
    private static final int DEEPEST = 50;

    private final Clauses clauses;
    private int depth;

    private ExtendedFilter(Clauses clauses) {
        this.clauses = clauses;
    }

    /// @throws InvalidSearch when the text is not a filter
    static Condition parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Condition.And(List.of());
        }
        Clauses clauses = Clauses.of(text);
        Condition condition = new ExtendedFilter(clauses).alternatives();
        clauses.end();
        return condition;
    }

    private Condition alternatives() {
        List<Condition> parts = several("OR", this::conjunction);
        return parts.size() == 1 ? parts.getFirst() : new Condition.Or(parts);
    }

    private Condition conjunction() {
        List<Condition> parts = several("AND", this::part);
        return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
    }

    private List<Condition> several(String word, Supplier<Condition> one) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(one.get());
        } while (clauses.keyword(word));
        return parts;
    }

    private Condition part() {
        if (clauses.keyword("NOT")) {
            return new Condition.Not(deeper(this::part));
        }
        if (clauses.sign("(")) {
            Condition inner = deeper(this::alternatives);
            clauses.requireSign(")");
            return inner;
        }
        return clauses.comparison();
    }

    private Condition deeper(Supplier<Condition> inner) {
        if (++depth > DEEPEST) {
            throw new InvalidSearch(
                    "The filter string has more than 50 parentheses and negations within each other.");
        }
        Condition found = inner.get();
        depth--;
        return found;
    }
}
