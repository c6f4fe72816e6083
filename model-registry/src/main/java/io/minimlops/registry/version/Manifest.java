package io.minimlops.registry.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.registry.artifact.ArtifactLocation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The files of a version, fixed when it was registered.
///
/// @param files at least one, sorted by path
public record Manifest(ArtifactLocation location, List<ManifestFile> files) {

    public Manifest {
        files = files.stream().sorted(Comparator.comparing(ManifestFile::path)).toList();
    }

    /// SHA-256 over the lines `<sha256>  <path>\n` in the order of the paths: what `sha256sum |
    /// sha256sum` would say.
    public String digest() {
        String lines =
                files.stream()
                        .map(file -> file.sha256() + "  " + file.path() + "\n")
                        .collect(Collectors.joining());
        return Sha256.of(lines.getBytes(UTF_8));
    }
}
