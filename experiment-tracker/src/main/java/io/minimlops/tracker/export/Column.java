package io.minimlops.tracker.export;

/// A column of an exported table; any value may be missing.
record Column(String name, Type type) {

    enum Type {
        TEXT,
        WHOLE,
        DECIMAL,
        /// Epoch milliseconds.
        TIME
    }

    static Column text(String name) {
        return new Column(name, Type.TEXT);
    }
}
