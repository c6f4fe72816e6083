package io.minimlops.tracker.dvc;

import org.jspecify.annotations.Nullable;

/// An object the bucket holds.
///
/// @param size in bytes
/// @param sha256 in hexadecimal; unknown when others wrote the object
public record StoredObject(ObjectId id, long size, @Nullable String sha256) {}
