package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// The files of a dataset's version: no path twice.
///
/// @param files by path
public record Manifest(List<ManifestFile> files) {

    public static final int MOST_FILES = 100_000;

    public Manifest {
        if (files.size() > MOST_FILES) {
            throw new Refusal.Invalid(
                    "A manifest has at most %d files, this one has %d"
                            .formatted(MOST_FILES, files.size()));
        }
        files = files.stream().sorted(Comparator.comparing(ManifestFile::path)).toList();
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i).path().equals(files.get(i - 1).path())) {
                throw new Refusal.Invalid(
                        "The manifest has two files at '" + files.get(i).path() + "'");
            }
        }
    }

    /// The version's name by content: SHA-256 of the lines that `sha256sum` prints for the files,
    /// sorted by path.
    public String digest() {
        MessageDigest digest = sha256();
        for (ManifestFile file : files) {
            digest.update(line(file).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public long bytes() {
        return files.stream().mapToLong(ManifestFile::size).sum();
    }

    /// A path with a line end or a backslash is escaped, so that no two manifests share their
    /// lines.
    private static String line(ManifestFile file) {
        String path = file.path();
        String escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(path) ? "" : "\\") + file.sha256() + "  " + escaped + "\n";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
