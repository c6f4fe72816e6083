package io.minimlops.tracker.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where artifacts lie. Every method may end with [io.minimlops.tracker.Refusal.Unavailable].
public interface ArtifactStore {

    /// Stores the stream at the path, in place of what was there. The file appears whole or not at
    /// all. For small ones: they are held in memory in parts.
    ///
    /// @param size in bytes, or -1 when unknown
    /// @throws IOException when the stream breaks off
    void write(ArtifactPath path, InputStream content, long size) throws IOException;

    /// Size and identity of the file at the path.
    Optional<FileState> state(ArtifactPath path);

    /// One level below the path, by name. A path that is a file, or nothing, has no entries.
    ///
    /// @throws io.minimlops.tracker.Refusal.Invalid when there are more than 100,000
    List<StoredFile> list(ArtifactPath directory);

    /// Whether anything lies below the path.
    boolean isDirectory(ArtifactPath path);

    /// Removes the file at the path, or everything below it.
    ///
    /// @param progress told after every batch
    void delete(ArtifactPath path, Consumer<Removed> progress);

    default void delete(ArtifactPath path) {
        delete(path, _ -> {});
    }
}
