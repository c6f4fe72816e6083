package io.minimlops.tracker.sweep;

/// How a sweep chooses its trials.
enum Method {
    GRID,
    RANDOM,
    TPE
}
