package io.minimlops.registry.version;

/// @param path relative to the version's directory
/// @param size in bytes
/// @param sha256 lower-case hex
public record ManifestFile(String path, long size, String sha256) {}
