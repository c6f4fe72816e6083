package io.minimlops.tracker.search;

/// The text of a filter or an ordering is not in the language; the message says where and why.
public final class InvalidSearch extends RuntimeException {
    public InvalidSearch(String message) {
        super(message, null, false, false);
    }
}
