package io.minimlops.features.offline;

/// The answer to an upload.
///
/// @param rows how many were appended
/// @param snapshotId the table with them
public record UploadReceipt(String source, long rows, long snapshotId) {}
