package io.minimlops.gateway.model;

/// A version cannot be served, and why.
public final class LoadFailed extends Exception {

    /// What stands in the way.
    public enum Kind {
        /// The registry knows no such version.
        UNKNOWN,
        /// Its files are gone or altered.
        DAMAGED,
        /// Its files are intact and no runtime can execute them.
        UNLOADABLE,
        /// The registry cannot be asked.
        REGISTRY_AWAY,
        /// The object store cannot be read.
        STORE_AWAY;

        /// Whether the same load may succeed later with nothing changed.
        public boolean isOutage() {
            return this == REGISTRY_AWAY || this == STORE_AWAY;
        }
    }

    private final Kind kind;

    public LoadFailed(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    public LoadFailed(Kind kind, String reason, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
