package io.minimlops.tracker.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter in MLflow's own language: comparisons that must all hold.
///
/// ```
/// filter = [ comparison { "AND" comparison } ]
/// ```
public final class Filter {

    private Filter() {}

    /// @throws InvalidSearch when the text is not a filter
    public static List<Comparison> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        Clauses clauses = Clauses.of(text);
        List<Comparison> comparisons = new ArrayList<>();
        do {
            comparisons.add(clauses.comparison());
        } while (clauses.keyword("AND"));
        clauses.end();
        return comparisons;
    }
}
