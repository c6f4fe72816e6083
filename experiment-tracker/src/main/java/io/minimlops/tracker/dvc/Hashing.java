package io.minimlops.tracker.dvc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Digests every Java has.
final class Hashing {

    private Hashing() {}

    static MessageDigest md5() {
        return of("MD5");
    }

    static MessageDigest sha256() {
        return of("SHA-256");
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
