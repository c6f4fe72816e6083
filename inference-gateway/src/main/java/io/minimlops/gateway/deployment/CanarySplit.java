package io.minimlops.gateway.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Which requests a canary gets. The same key always lands in the same place, on every replica; and
/// whoever is with the canary stays there while its share grows, because a key's place is fixed and
/// only the border moves.
public final class CanarySplit {

    private static final int PLACES = 10_000;

    private CanarySplit() {}

    /// @param deployment part of the hash, so that two deployments do not pick the same users
    /// @param percent 0 to 100
    public static boolean takes(String deployment, String stickyKey, int percent) {
        return place(deployment, stickyKey) < percent * (PLACES / 100);
    }

    /// FNV-1a over both, finished by the mixer of SplitMix64: FNV alone spreads short keys badly.
    static int place(String deployment, String stickyKey) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : (deployment + '\n' + stickyKey).getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return (int) Long.remainderUnsigned(hash ^ (hash >>> 31), PLACES);
    }
}
