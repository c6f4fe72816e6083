package io.minimlops.tracker.search;

import org.jspecify.annotations.Nullable;

/// How filters are written.
public enum FilterLanguage {

    /// MLflow's own: comparisons joined by `AND`.
    STOCK {
        @Override
        public Condition parse(@Nullable String text) {
            return new Condition.And(Filter.parse(text));
        }
    },

    /// Also with `OR`, `NOT` and parentheses.
    EXTENDED {
        @Override
        public Condition parse(@Nullable String text) {
            return ExtendedFilter.parse(text);
        }
    };

    /// @throws InvalidSearch when the text is not in the language
    public abstract Condition parse(@Nullable String text);
}
