package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadedVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The versions that answer for a deployment right now, held by leases so that none can be closed
/// under it.
///
/// @param percent of traffic that the canary takes
/// @param trouble why the arms are not what is wanted, if they are not
record Arms(
        @Nullable Lease champion, @Nullable Lease canary, int percent, @Nullable String trouble) {

    static final Arms NONE = new Arms(null, null, 0, null);

    /// The arm for a key; empty when no version is ready.
    Optional<Arm> choose(String deployment, String stickyKey) {
        Lease candidate = canary;
        if (candidate != null
                && (champion == null || CanarySplit.takes(deployment, stickyKey, percent))) {
            return Optional.of(new Arm(Role.CANARY, candidate.version()));
        }
        return Optional.ofNullable(champion).map(lease -> new Arm(Role.CHAMPION, lease.version()));
    }

    Role roleOf(String version) {
        if (isVersion(champion, version)) {
            return Role.CHAMPION;
        }
        return isVersion(canary, version) ? Role.CANARY : Role.PINNED;
    }

    /// Whether the versions and the split are the wanted ones.
    boolean match(@Nullable String championVersion, @Nullable Canary wanted) {
        boolean sameCanary =
                wanted == null
                        ? canary == null
                        : isVersion(canary, wanted.version()) && percent == wanted.percent();
        return sameCanary
                && (championVersion == null
                        ? champion == null
                        : isVersion(champion, championVersion));
    }

    Arms withTrouble(@Nullable String reason) {
        return new Arms(champion, canary, percent, reason);
    }

    /// Gives back what the successor does not hold.
    void release() {
        if (champion != null) {
            champion.close();
        }
        if (canary != null) {
            canary.close();
        }
    }

    private static boolean isVersion(@Nullable Lease lease, String version) {
        return lease != null && lease.version().id().version().equals(version);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("champion ").append(version(champion));
        if (canary != null) {
            text.append(", canary %s at %d %%".formatted(version(canary), percent));
        }
        return trouble == null ? text.toString() : text + " (" + trouble + ")";
    }

    private static String version(@Nullable Lease lease) {
        return lease == null ? "none" : lease.version().id().version();
    }

    record Arm(Role role, LoadedVersion version) {}
}
