package io.minimlops.tracker.artifact;

/// What a deletion took away.
public record Removed(long files, long bytes) {}
