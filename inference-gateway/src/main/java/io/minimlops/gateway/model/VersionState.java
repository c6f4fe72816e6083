package io.minimlops.gateway.model;

import java.time.Duration;
import java.time.Instant;

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

    /// What failed on its files is tried again now and then, in case somebody repaired them.
    record Failed(LoadFailed.Kind kind, String reason, Instant at) implements VersionState {
        @Override
        public String name() {
            return "UNAVAILABLE";
        }

        boolean isHopelessAt(Instant now) {
            boolean files = kind == LoadFailed.Kind.DAMAGED || kind == LoadFailed.Kind.UNLOADABLE;
            return files && now.isBefore(at.plus(Duration.ofMinutes(1)));
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
