package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.model.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The versions that answer for a deployment right now, held by leases so that none can be closed
/// under it.
///
/// @param percent of traffic that the canary takes
/// @param spec the descriptor they serve
/// @param trouble why the arms are not what is wanted, if they are not
record Arms(
        @Nullable Lease champion,
        @Nullable Lease canary,
        int percent,
        DeploymentSpec spec,
        @Nullable String trouble) {

    static final Arms NONE = new Arms(null, null, 0, DeploymentSpec.EMPTY, null);

    /// The arm for a key; empty when no version is ready.
    Optional<Arm> choose(String deployment, String stickyKey) {
        Lease candidate = canary;
        if (candidate != null
                && (champion == null || CanarySplit.takes(deployment, stickyKey, percent))) {
            return Optional.of(new Arm(Role.CANARY, candidate));
        }
        return Optional.ofNullable(champion).map(lease -> new Arm(Role.CHAMPION, lease));
    }

    Role roleOf(String version) {
        if (isVersion(champion, version)) {
            return Role.CHAMPION;
        }
        return isVersion(canary, version) ? Role.CANARY : Role.PINNED;
    }

    /// Whether the versions, their settings and the split are the wanted ones.
    boolean match(@Nullable String championVersion, Deployment deployment) {
        Canary wanted = deployment.canary();
        boolean sameCanary =
                wanted == null
                        ? canary == null
                        : isVersion(canary, wanted.version()) && percent == wanted.percent();
        return sameCanary
                && spec.equals(deployment.spec())
                && (championVersion == null
                        ? champion == null
                        : isVersion(champion, championVersion));
    }

    Arms withTrouble(@Nullable String reason) {
        return new Arms(champion, canary, percent, spec, reason);
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

    record Arm(Role role, Lease lease) {}
}
