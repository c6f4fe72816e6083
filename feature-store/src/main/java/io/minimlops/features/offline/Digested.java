package io.minimlops.features.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Bytes that passed by, counted and digested.
///
/// @param sha256 lower-case hex
public record Digested(long size, String sha256) {

    /// Copies a stream to a new file.
    static Digested copy(InputStream from, Path to) throws IOException {
        return copy(from, to, Long.MAX_VALUE);
    }

    /// Copies until more than `limit` bytes came; the size then is more than the limit.
    static Digested copy(InputStream from, Path to, long limit) throws IOException {
        try (OutputStream file = Files.newOutputStream(to)) {
            return copy(from, file, limit);
        }
    }

    public static Digested of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return copy(content, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        }
    }

    private static Digested copy(InputStream from, OutputStream to, long limit) throws IOException {
        MessageDigest digest = sha256Digest();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        int count;
        while (size <= limit && (count = from.read(buffer)) >= 0) {
            digest.update(buffer, 0, count);
            to.write(buffer, 0, count);
            size += count;
        }
        return new Digested(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
