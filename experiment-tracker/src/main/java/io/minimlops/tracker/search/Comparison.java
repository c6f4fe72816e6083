package io.minimlops.tracker.search;

/// One condition of a filter, as it was written.
public record Comparison(Identifier field, Predicate predicate) implements Condition {
    @Override
    public String toString() {
        return field + " " + predicate;
    }
}
