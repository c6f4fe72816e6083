package io.minimlops.tracker.artifact;

import java.time.ZonedDateTime;

/// What is known about a file without reading it.
///
/// @param size in bytes
/// @param etag changes when the content does; without quotes
public record FileState(String name, long size, String etag, ZonedDateTime changedAt) {}
