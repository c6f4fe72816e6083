package io.minimlops.gateway.deployment.traffic;

import io.minimlops.gateway.hash.KeyHash;

/// Where a key is among ten thousand places. The same key always has the same place, on every
/// replica and in every release; a salt keeps two splits from picking the same keys.
public final class Places {

    public static final int COUNT = 10_000;

    private Places() {}

    /// The hash after the salt, to be computed once per split.
    public static long salted(String salt) {
        return KeyHash.salted(salt);
    }

    /// @param salted what [#salted] gave
    /// @return 0 to below [#COUNT]
    public static int of(long salted, String key) {
        return (int) Long.remainderUnsigned(KeyHash.of(salted, key), COUNT);
    }
}
