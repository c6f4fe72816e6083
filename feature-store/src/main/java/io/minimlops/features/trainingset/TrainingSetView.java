package io.minimlops.features.trainingset;

import io.minimlops.features.trainingset.TrainingSetPlan.OutputColumn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A training set as it is told.
///
/// @param contentHash SHA-256 of the file's bytes, lower-case hex
/// @param snapshots the Iceberg snapshot read, by source
public record TrainingSetView(
        UUID id,
        String name,
        String uri,
        long rows,
        String contentHash,
        Map<String, Long> snapshots,
        List<OutputColumn> columns,
        Instant createdAt,
        List<StoredFile> files,
        String bucket) {

    public record StoredFile(String key, long size, String sha256) {}
}
