package io.minimlops.registry.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Reads models' files. Every method refuses with `DependencyAway("s3")` when the store cannot be
/// reached.
public interface ArtifactStore {

    /// Bucket that `mlflow-artifacts:` addresses point into.
    String bucket();

    /// All files below a location, in no particular order; empty when there are none.
    List<StoredFile> list(ArtifactLocation location);

    /// Hands a file's content to a reader; empty when the file does not exist.
    <T> Optional<T> read(ArtifactLocation location, String path, Reader<T> reader);

    /// @param path relative to the location
    record StoredFile(String path, long size) {}

    interface Reader<T> {
        T read(InputStream content) throws IOException;
    }
}
