package io.minimlops.tracker.sql;

/// One column rows are ordered by. Never null in the database: what may be missing is ordered by a
/// rank first.
public record SortKey(String expression, boolean ascending, Type type) {

    /// How a value of the column travels in a page token.
    public enum Type {
        NUMBER("bigint"),
        FLOAT("double precision"),
        TEXT("text");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    /// Bytewise order for text, whatever the database's language is.
    String selected(int index) {
        return expression + (type == Type.TEXT ? " collate \"C\"" : "") + " as k" + index;
    }

    String ordered(int index) {
        return "k" + index + (ascending ? " asc" : " desc");
    }

    /// @param comparison `=`, or the sign that means "further on" in this order
    String compared(int index, String comparison) {
        return "k" + index + " " + comparison + " ?::" + type.sql;
    }

    String further() {
        return ascending ? ">" : "<";
    }
}
