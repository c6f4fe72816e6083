package io.minimlops.registry.search;

/// A searchable column.
///
/// @param column SQL expression
public record Attribute(String column, Kind kind) {

    /// Which comparisons an attribute takes.
    public enum Kind {
        TEXT,
        /// Text that may also be compared with a list.
        TEXT_OR_LIST,
        NUMBER
    }

    public static Attribute text(String column) {
        return new Attribute(column, Kind.TEXT);
    }

    public static Attribute textOrList(String column) {
        return new Attribute(column, Kind.TEXT_OR_LIST);
    }

    public static Attribute number(String column) {
        return new Attribute(column, Kind.NUMBER);
    }
}
