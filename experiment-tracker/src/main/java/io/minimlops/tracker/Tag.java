package io.minimlops.tracker;

/// A note on an experiment, run or input.
public record Tag(String key, String value) {}
