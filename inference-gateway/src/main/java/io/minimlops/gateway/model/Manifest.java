package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The files of a version, as the registry lists them.
///
/// @param digest SHA-256 of the lines `sha256  path\n` sorted by path
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        String name,
        String version,
        String bucket,
        String prefix,
        String digest,
        List<File> files) {

    /// @param path below the prefix, with forward slashes
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record File(String path, long size, String sha256) {}

    public VersionId id() {
        return new VersionId(name, version);
    }

    public String key(File file) {
        return prefix + file.path();
    }

    public long totalSize() {
        return files.stream().mapToLong(File::size).sum();
    }

    /// @throws DamagedVersion when the list contradicts its own digest or names a file outside the
    ///     version
    void check() throws DamagedVersion {
        for (File file : files) {
            Path path = Path.of(file.path());
            if (path.isAbsolute() || !path.normalize().equals(path) || path.startsWith("..")) {
                throw new DamagedVersion("the manifest names a path outside: " + file.path());
            }
        }
        String lines =
                files.stream()
                        .sorted(Comparator.comparing(File::path))
                        .map(
                                file ->
                                        file.sha256().toLowerCase(Locale.ROOT)
                                                + "  "
                                                + file.path()
                                                + "\n")
                        .collect(Collectors.joining());
        String actual = HexFormat.of().formatHex(Sha256.of(lines.getBytes(UTF_8)));
        if (!actual.equalsIgnoreCase(digest)) {
            throw new DamagedVersion(
                    "the manifest's digest is %s, its files give %s".formatted(digest, actual));
        }
    }
}
