package io.minimlops.tracker.purge;

/// What a purge was asked for.
public enum Kind {
    RUN,
    EXPERIMENT,
    RUNS,
    RETENTION
}
