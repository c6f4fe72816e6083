package io.minimlops.tracker.dvc;

import java.security.MessageDigest;
import java.util.Arrays;

/// The MD5 of DVC 2: CR LF counts as LF in what looks like text, chunk by chunk of 1 MiB, and a
/// CR LF across two chunks is left as it is. Later releases ask of every chunk whether it is text,
/// earlier ones of the first chunk for the whole file; this is one or the other.
final class Dos2UnixMd5 {

    private static final int CHUNK = 1 << 20;
    private static final int LOOKED_AT = 512;
    private static final double MOST_NONTEXT = 0.30;

    private final MessageDigest digest = Hashing.md5();
    private final byte[] chunk = new byte[CHUNK];
    private final boolean askEveryChunk;
    private int filled;
    private boolean isText = true;
    private boolean asked;

    Dos2UnixMd5(boolean askEveryChunk) {
        this.askEveryChunk = askEveryChunk;
    }

    void update(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, CHUNK - filled);
            System.arraycopy(bytes, offset + done, chunk, filled, count);
            filled += count;
            done += count;
            if (filled == CHUNK) {
                flush();
            }
        }
    }

    byte[] digest() {
        flush();
        return digest.digest();
    }

    private void flush() {
        if (!asked || askEveryChunk) {
            isText = isText(chunk, Math.min(filled, LOOKED_AT));
            asked = true;
        }
        digest.update(chunk, 0, isText ? withUnixLineEnds() : filled);
        filled = 0;
    }

    /// Shortens the chunk in place.
    private int withUnixLineEnds() {
        int length = 0;
        for (int i = 0; i < filled; i++) {
            if (chunk[i] != '\r' || i + 1 == filled || chunk[i + 1] != '\n') {
                chunk[length++] = chunk[i];
            }
        }
        return length;
    }

    static boolean isText(byte[] block, int length) {
        int nontext = 0;
        for (byte b : Arrays.copyOf(block, length)) {
            if (b == 0) {
                return false;
            }
            boolean text = b >= 32 && b < 127 || "\n\r\t\f\b".indexOf(b) >= 0;
            nontext += text ? 0 : 1;
        }
        return length == 0 || (double) nontext / length <= MOST_NONTEXT;
    }
}
