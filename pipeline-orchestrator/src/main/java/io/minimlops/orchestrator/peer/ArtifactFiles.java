package io.minimlops.orchestrator.peer;

import java.nio.file.Path;

/// Reads training sets and models where the other services put them.
public interface ArtifactFiles {

    /// The tracker's bucket.
    String MODELS = "mlops-artifacts";

    /// A small object as a whole.
    ///
    /// @throws MissingFile when there is none
    byte[] read(String bucket, String key);

    /// Copies an object to a file, which must not exist yet.
    ///
    /// @throws MissingFile when there is none
    void download(String bucket, String key, Path target);

    /// No object has this key.
    final class MissingFile extends RuntimeException {
        MissingFile(String bucket, String key) {
            super("s3://" + bucket + "/" + key + " does not exist");
        }
    }
}
