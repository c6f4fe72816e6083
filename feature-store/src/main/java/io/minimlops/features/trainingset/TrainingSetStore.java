package io.minimlops.features.trainingset;

import io.minimlops.features.offline.Digested;
import java.nio.file.Path;
import java.util.UUID;

/// Where the files of training sets are kept for those who train.
public interface TrainingSetStore {

    /// Keeps a file.
    Stored keep(UUID id, Path file, Digested content);

    /// @param uri the folder of the set
    /// @param key of the file in the bucket
    record Stored(String bucket, String uri, String key) {}
}
