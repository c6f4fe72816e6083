package io.minimlops.tracker;

import java.util.Locale;

/// Whether an experiment or run is in use or lies in the bin, from which it can be restored.
public enum Stage {
    ACTIVE,
    DELETED;

    /// As stored and as said on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Stage of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
