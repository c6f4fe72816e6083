package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.traffic.Places;

/// Which requests a canary gets. The same key always lands in the same place, on every replica; and
/// whoever is with the canary stays there while its share grows, because a key's place is fixed and
/// only the border moves.
public final class CanarySplit {

    private CanarySplit() {}

    /// @param deployment part of the hash, so that two deployments do not pick the same users
    /// @param percent 0 to 100
    public static boolean takes(String deployment, String stickyKey, int percent) {
        return place(deployment, stickyKey) < percent * (Places.COUNT / 100);
    }

    static int place(String deployment, String stickyKey) {
        return Places.of(Places.salted(deployment), stickyKey);
    }
}
