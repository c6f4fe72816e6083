package io.minimlops.gateway.model;

import io.minimlops.gateway.model.LoadClock.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Verified files on local disk, one directory per manifest digest: equal content is kept once, and
/// a directory is either absent or complete. Every file is hashed again each time it is asked for;
/// what has rotted on this disk is fetched anew.
final class FileCache {

    private static final String PARTIAL = ".partial";

    private final Path root;
    private final ModelStore store;
    private final Instant opened = Instant.now();

    FileCache(Path root, ModelStore store) {
        this.root = root;
        this.store = store;
    }

    /// The directory that holds the manifest's files, each with the content the manifest promises.
    Path fetch(Manifest manifest, LoadClock clock) throws DamagedVersion, IOException {
        manifest.check();
        Path directory = root.resolve(manifest.digest());
        if (Files.isDirectory(directory)) {
            clock.enter(Phase.VERIFY);
            if (isIntact(manifest, directory)) {
                Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
                return directory;
            }
            delete(directory);
        }
        clock.enter(Phase.FETCH);
        Files.createDirectories(root);
        Path partial = Files.createTempDirectory(root, manifest.digest() + PARTIAL);
        try {
            for (Manifest.File file : manifest.files()) {
                download(manifest, file, partial.resolve(file.path()));
            }
            publish(partial, directory);
            return directory;
        } finally {
            delete(partial);
        }
    }

    /// Deletes what was used longest ago, until what is left of the unused has at most that many
    /// bytes; and what a process that was killed had not fetched completely.
    void prune(long bytes, Set<String> inUse) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> directories = Files.list(root)) {
            List<Path> newestFirst =
                    directories
                            .filter(path -> !inUse.contains(path.getFileName().toString()))
                            .sorted(Comparator.comparing(FileCache::lastUsed).reversed())
                            .toList();
            long kept = 0;
            for (Path directory : newestFirst) {
                if (directory.getFileName().toString().contains(PARTIAL)) {
                    deleteIfAbandoned(directory);
                    continue;
                }
                kept += size(directory);
                if (kept > bytes) {
                    delete(directory);
                }
            }
        }
    }

    private void deleteIfAbandoned(Path partial) throws IOException {
        if (lastUsed(partial).toInstant().isBefore(opened)) {
            delete(partial);
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
        }
    }

    private void download(Manifest manifest, Manifest.File file, Path target)
            throws DamagedVersion, IOException {
        Files.createDirectories(target.getParent());
        String problem;
        try (InputStream in = store.open(manifest.bucket(), manifest.key(file));
                OutputStream out = Files.newOutputStream(target)) {
            problem = copy(file, in, out);
        }
        if (problem != null) {
            throw new DamagedVersion(problem);
        }
    }

    private static boolean isIntact(Manifest manifest, Path directory) throws IOException {
        for (Manifest.File file : manifest.files()) {
            try (InputStream in = Files.newInputStream(directory.resolve(file.path()))) {
                if (copy(file, in, OutputStream.nullOutputStream()) != null) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    /// What is wrong with the content; null when it is as the manifest says.
    private static @Nullable String copy(Manifest.File file, InputStream in, OutputStream out)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            if (size > file.size()) {
                break;
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
        }
        return problem(file, size, digest);
    }

    private static @Nullable String problem(Manifest.File file, long size, MessageDigest digest) {
        if (size != file.size()) {
            return "%s has %s bytes, the manifest says %d"
                    .formatted(file.path(), size > file.size() ? "more" : size, file.size());
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        return actual.equalsIgnoreCase(file.sha256())
                ? null
                : "%s has SHA-256 %s, the manifest says %s"
                        .formatted(file.path(), actual, file.sha256());
    }

    private static void publish(Path partial, Path directory) throws IOException {
        try {
            Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, directory);
        }
    }

    private static FileTime lastUsed(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
