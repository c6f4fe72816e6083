package io.minimlops.tracker.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of a dataset, without its files.
///
/// @param digest of the manifest
/// @param schema JSON
/// @param repo where the files are kept, absent when not here; `layout` likewise
record DatasetVersion(
        long id,
        String name,
        int version,
        String digest,
        int files,
        long bytes,
        @Nullable String schema,
        @Nullable String source,
        @Nullable String message,
        @Nullable String repo,
        int layout,
        Instant createdAt) {

    String uri() {
        return "mlops-dataset:/" + name + "/" + version;
    }
}
