package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.bandit.Bandit;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.traffic.ArmSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The versions that answer for a deployment right now, held by leases so that none can be closed
/// under it.
///
/// @param percent of traffic that the canary takes
/// @param others that share what the canary leaves; empty places could not be loaded
/// @param split between the others and the champion
/// @param bandit decides instead of the split; its first slot is the champion's
/// @param shadow runs copies
/// @param spec the descriptor they serve
/// @param trouble why the arms are not what is wanted, if they are not
record Arms(
        @Nullable Arm champion,
        @Nullable Arm canary,
        int percent,
        List<Optional<Arm>> others,
        ArmSplit split,
        @Nullable Bandit bandit,
        @Nullable Arm shadow,
        DeploymentSpec spec,
        @Nullable String trouble) {

    static final Arms NONE =
            new Arms(
                    null,
                    null,
                    0,
                    List.of(),
                    new ArmSplit("", List.of(), true),
                    null,
                    null,
                    DeploymentSpec.EMPTY,
                    null);

    /// The arm for a key; null when no version is ready. Takes no lock.
    @Nullable Arm choose(String deployment, String stickyKey) {
        Arm candidate = canary;
        if (candidate != null
                && (champion == null || CanarySplit.takes(deployment, stickyKey, percent))) {
            return candidate;
        }
        if (bandit != null) {
            int place = bandit.choose(stickyKey);
            return place <= 0 ? champion : others.get(place - 1).orElse(null);
        }
        if (!others.isEmpty()) {
            int index = split.armOf(stickyKey);
            if (index != ArmSplit.REST && others.get(index).isPresent()) {
                return others.get(index).get();
            }
        }
        return champion;
    }

    /// Percent of what the canary leaves that each of the others has now.
    List<Double> weights() {
        Bandit learning = bandit;
        return learning == null
                ? split.weights()
                : learning.shares().stream().skip(1).map(share -> share * 100).toList();
    }

    /// An arm and how much it has.
    ///
    /// @param place among the bandit's slots: 0 is the champion; -1: it has none
    /// @param percent of all traffic
    record Share(Arm arm, int place, double percent) {}

    /// Who is there to answer and their shares of all traffic, the champion first. It has the share
    /// of those that could not be loaded.
    List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        double rest = 100.0 - (canary == null ? 0 : percent);
        double left = rest;
        List<Double> weights = weights();
        for (int i = 0; i < weights.size(); i++) {
            Arm arm = others.get(i).orElse(null);
            if (arm != null) {
                double share = weights.get(i) * rest / 100;
                shares.add(new Share(arm, i + 1, share));
                left -= share;
            }
        }
        if (canary != null) {
            shares.addFirst(new Share(canary, -1, percent));
        }
        if (champion != null) {
            shares.addFirst(new Share(champion, 0, left));
        }
        return shares;
    }

    Role roleOf(String version) {
        if (isVersion(champion, version)) {
            return Role.CHAMPION;
        }
        if (isVersion(canary, version)) {
            return Role.CANARY;
        }
        for (Optional<Arm> other : others) {
            if (other.isPresent() && isVersion(other.get(), version)) {
                return other.get().role();
            }
        }
        return Role.PINNED;
    }

    /// Whether the versions, their settings and the split are the wanted ones.
    boolean match(Targets wanted, DeploymentSpec wantedSpec) {
        Canary wantedCanary = wanted.canary();
        boolean sameCanary =
                wantedCanary == null
                        ? canary == null
                        : isVersion(canary, wantedCanary.version())
                                && percent == wantedCanary.percent();
        return sameCanary
                && spec.equals(wantedSpec)
                && Objects.equals(version(champion), wanted.champion().orElse(null))
                && Objects.equals(version(shadow), wanted.shadow().orElse(null))
                && others.stream().map(arm -> arm.map(Arm::version)).toList().equals(wanted.arms());
    }

    /// Gives back what the successor does not hold.
    void release() {
        Stream.concat(
                        Stream.of(champion, canary, shadow).filter(Objects::nonNull),
                        others.stream().flatMap(Optional::stream))
                .forEach(arm -> arm.lease().close());
    }

    private static boolean isVersion(@Nullable Arm arm, String version) {
        return arm != null && arm.version().equals(version);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("champion ").append(versionOrNone(champion));
        if (canary != null) {
            text.append(", canary %s at %d %%".formatted(canary.version(), percent));
        }
        others.stream()
                .flatMap(Optional::stream)
                .forEach(arm -> text.append(", %s %s".formatted(arm.role().word(), arm.version())));
        if (shadow != null) {
            text.append(", shadow ").append(shadow.version());
        }
        return trouble == null ? text.toString() : text + " (" + trouble + ")";
    }

    private static @Nullable String version(@Nullable Arm arm) {
        return arm == null ? null : arm.version();
    }

    private static String versionOrNone(@Nullable Arm arm) {
        return arm == null ? "none" : arm.version();
    }
}
