package io.minimlops.gateway.model;

import io.minimlops.problem.Problem;

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

    /// As whoever asked for the version is told.
    ///
    /// @param version what it is called there
    public Problem problem(String version) {
        return switch (kind) {
            case UNKNOWN -> new Problem.NotFound("version", version);
            case DAMAGED -> new Problem.Conflict("damaged-version", reason());
            case UNLOADABLE -> new Problem.Conflict("unloadable-version", reason());
            case REGISTRY_AWAY -> new Problem.Unavailable("model-registry", reason());
            case STORE_AWAY -> new Problem.Unavailable("s3", reason());
        };
    }
}
