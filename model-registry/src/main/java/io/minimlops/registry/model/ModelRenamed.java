package io.minimlops.registry.model;

/// Fired within the renaming transaction; a listener that fails undoes the renaming.
public record ModelRenamed(long modelId, String from, String to) {}
