package io.minimlops.registry.version;

import java.util.List;

/// A version's files, as the API shows them. An object's key is `prefix + path`.
public record ManifestView(
        String name,
        String version,
        String bucket,
        String prefix,
        String digest,
        List<ManifestFile> files) {

    static ManifestView of(String name, int version, Manifest manifest) {
        return new ManifestView(
                name,
                Integer.toString(version),
                manifest.location().bucket(),
                manifest.location().prefix(),
                manifest.digest(),
                manifest.files());
    }
}
