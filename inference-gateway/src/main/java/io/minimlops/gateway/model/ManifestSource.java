package io.minimlops.gateway.model;

/// Who knows what files a version has.
public interface ManifestSource {

    /// @throws LoadFailed of kind `UNKNOWN` or `REGISTRY_AWAY`
    Manifest manifest(VersionId id) throws LoadFailed;
}
