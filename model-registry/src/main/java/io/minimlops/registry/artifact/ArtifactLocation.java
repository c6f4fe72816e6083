package io.minimlops.registry.artifact;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;

/// A directory in the artifact store.
///
/// @param prefix ends with `/`; an object's key is `prefix + path`
public record ArtifactLocation(String bucket, String prefix) {

    /// @param path with or without slashes around it; not the whole bucket
    public static ArtifactLocation of(String bucket, String path) {
        String bare = path.replaceAll("^/+|/+$", "").replaceAll("/{2,}", "/");
        if (bare.isEmpty()) {
            throw new Refused(
                    new InvalidValue("Invalid model version source: it names no directory"));
        }
        return new ArtifactLocation(bucket, bare + "/");
    }
}
