package io.minimlops.registry.version;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One registered model, immutable but for its description, tags and stage.
///
/// @param source as the client gave it
/// @param artifactUri the source resolved to where the files really lie
/// @param loggedModelId MLflow's id of the logged model it was registered from
/// @param manifestDigest absent when the files are not in our store
public record ModelVersion(
        long id,
        long modelId,
        String model,
        int version,
        String source,
        String artifactUri,
        @Nullable String runId,
        @Nullable String runLink,
        @Nullable String loggedModelId,
        @Nullable String description,
        Stage stage,
        @Nullable String manifestDigest,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {

    /// Whether its files are known and can be verified and served.
    public Status status() {
        return manifestDigest == null ? Status.UNVERIFIED : Status.READY;
    }

    public enum Status {
        /// The files are listed with their hashes.
        READY,
        /// Registered for reference: the registry cannot see its files, and nothing of ours will
        /// serve it.
        UNVERIFIED
    }
}
