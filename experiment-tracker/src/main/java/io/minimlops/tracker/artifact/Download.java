package io.minimlops.tracker.artifact;

import java.io.InputStream;

/// A file on its way out; whoever holds it closes the content.
///
/// @param size in bytes
public record Download(String name, long size, InputStream content) {}
