package io.minimlops.tracker.dataset;

import io.minimlops.tracker.dvc.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version to be made.
///
/// @param kept where the files are, when they are kept here
/// @param parents what it was made from, as `<name>/<version>`
record NewVersion(
        Manifest manifest,
        @Nullable Kept kept,
        @Nullable String schema,
        @Nullable String source,
        @Nullable String message,
        List<VersionId> parents) {

    /// @param object the directory or file the manifest was read from
    record Kept(String repo, ObjectId object) {}
}
