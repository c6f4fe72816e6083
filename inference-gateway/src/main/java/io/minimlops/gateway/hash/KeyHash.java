package io.minimlops.gateway.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

/// 64 bits of a key, the same on every replica and in every release; a salt keeps two uses from
/// deciding alike.
///
/// FNV-1a over salt and key in UTF-8, finished by the mixer of SplitMix64: FNV alone spreads short
/// keys badly.
public final class KeyHash {

    private static final long PRIME = 0x100000001b3L;

    private KeyHash() {}

    /// The hash after the salt, to be computed once per use.
    public static long salted(String salt) {
        return (fold(0xcbf29ce484222325L, salt) ^ '\n') * PRIME;
    }

    /// @param salted what [#salted] gave
    public static long of(long salted, String key) {
        long hash = fold(salted, key);
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }

    /// The usual text is ASCII, which needs no copy.
    private static long fold(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                return foldBytes(start, text.getBytes(UTF_8));
            }
            hash = (hash ^ c) * PRIME;
        }
        return hash;
    }

    private static long foldBytes(long start, byte[] bytes) {
        long hash = start;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }
}
