package io.minimlops.tracker.dvc;

/// A file in a directory object.
///
/// @param md5 32 hexadecimal digits
/// @param relpath relative, with slashes
public record DirEntry(String md5, String relpath) {}
