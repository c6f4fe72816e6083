package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.StoredFile;
import org.jspecify.annotations.Nullable;

/// An entry of a listing on the wire; directories and empty files have no size.
@JsonInclude(JsonInclude.Include.NON_NULL)
record WireFile(
        String path,
        @com.fasterxml.jackson.annotation.JsonProperty("is_dir") boolean isDirectory,
        @Nullable Long fileSize) {

    /// @param parent what the path is told from
    static WireFile of(StoredFile file, ArtifactPath parent) {
        return new WireFile(
                parent.prefix() + file.name(),
                file.isDirectory(),
                file.isDirectory() || file.size() == 0 ? null : file.size());
    }
}
