package io.minimlops.registry.version;

/// Fired within the transaction that deletes a version, while it can still be read.
public record VersionRetired(long modelId, String model, int version) {}
