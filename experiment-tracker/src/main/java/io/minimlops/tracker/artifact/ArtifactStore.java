package io.minimlops.tracker.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Where artifacts lie. Every method may end with [io.minimlops.tracker.Refusal.Unavailable].
public interface ArtifactStore {

    /// Stores the stream at the path, in place of what was there. The file appears whole or not at
    /// all.
    ///
    /// @param size in bytes, or -1 when unknown
    /// @throws IOException when the stream breaks off
    void write(ArtifactPath path, InputStream content, long size) throws IOException;

    /// The file at the path, to be read once.
    Optional<Download> read(ArtifactPath path);

    /// One level below the path, by name. A path that is a file, or nothing, has no entries.
    List<StoredFile> list(ArtifactPath directory);

    /// Removes the file at the path, or everything below it.
    void delete(ArtifactPath path);
}
