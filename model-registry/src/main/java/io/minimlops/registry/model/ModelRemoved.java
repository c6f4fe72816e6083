package io.minimlops.registry.model;

/// Fired within the deleting transaction, while the model's versions and aliases can still be read.
public record ModelRemoved(long modelId, String name) {}
