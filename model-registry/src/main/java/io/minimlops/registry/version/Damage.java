package io.minimlops.registry.version;

/// A file that is not as the manifest says.
///
/// @param problem `missing` or `altered`
public record Damage(String path, String problem) {}
