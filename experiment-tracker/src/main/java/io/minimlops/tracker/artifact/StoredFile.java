package io.minimlops.tracker.artifact;

/// An entry of a listing.
///
/// @param name the last segment of its path
/// @param size in bytes, 0 for directories
public record StoredFile(String name, boolean isDirectory, long size) {}
