package io.minimlops.gateway.model;

/// Where a version stands in this process.
public sealed interface VersionState {

    /// The state in the words of the repository protocol.
    String name();

    default String reason() {
        return "";
    }

    record Loading() implements VersionState {
        @Override
        public String name() {
            return "LOADING";
        }
    }

    /// Answers requests, or could at once.
    record Ready(LoadedVersion version) implements VersionState {
        @Override
        public String name() {
            return "READY";
        }
    }

    record Failed(LoadFailed.Kind kind, String reason) implements VersionState {
        @Override
        public String name() {
            return "UNAVAILABLE";
        }
    }

    /// Was loaded before.
    record Unloaded() implements VersionState {
        @Override
        public String name() {
            return "UNAVAILABLE";
        }

        @Override
        public String reason() {
            return "unloaded";
        }
    }
}
