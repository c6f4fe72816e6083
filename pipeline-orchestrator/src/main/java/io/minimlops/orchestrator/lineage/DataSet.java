package io.minimlops.orchestrator.lineage;

/// Data that a step read or wrote.
///
/// @param namespace where it lives, for example `s3://mlops-features`
/// @param version a snapshot id or content hash, empty when there is none
/// @param rows -1 when unknown
public record DataSet(String namespace, String name, String version, long rows) {}
