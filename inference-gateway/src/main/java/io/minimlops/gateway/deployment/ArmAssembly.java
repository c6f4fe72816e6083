package io.minimlops.gateway.deployment;

import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.QueuePolicy;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.bandit.Bandit;
import io.minimlops.gateway.deployment.bandit.Slot;
import io.minimlops.gateway.deployment.spec.BanditPolicy;
import io.minimlops.gateway.deployment.spec.TrafficArm;
import io.minimlops.gateway.deployment.traffic.ArmSplit;
import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ServingSettings;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Loads what a deployment wants and leases it. A champion that cannot be loaded leaves the present
/// one in its place; whoever else cannot leaves its share to the champion.
final class ArmAssembly {

    private final VersionShelf shelf;
    private final ArmTallies tallies;
    private final Bandits bandits;
    private final Deployment wanted;
    private final Targets targets;
    private @Nullable String trouble;

    ArmAssembly(
            VersionShelf shelf,
            ArmTallies tallies,
            Bandits bandits,
            Deployment wanted,
            Targets targets) {
        this.shelf = shelf;
        this.tallies = tallies;
        this.bandits = bandits;
        this.wanted = wanted;
        this.targets = targets;
    }

    Arms assemble(@Nullable Arm presentChampion) {
        UnaryOperator<ServingSettings> settings = wanted::settings;
        Arm shadow = optional(Role.SHADOW, targets.shadow(), ArmAssembly::apart).orElse(null);
        List<Optional<Arm>> others = others(settings);
        Canary canary = targets.canary();
        Arm canaryArm =
                canary == null
                        ? null
                        : optional(Role.CANARY, Optional.of(canary.version()), settings)
                                .orElse(null);
        Arm champion = champion(presentChampion, settings);
        return new Arms(
                champion,
                canaryArm,
                canary == null || canaryArm == null ? 0 : canary.percent(),
                others,
                split(),
                bandit(champion, others),
                shadow,
                wanted.spec(),
                trouble);
    }

    private @Nullable Arm champion(@Nullable Arm present, UnaryOperator<ServingSettings> settings) {
        String version = targets.champion().orElse(null);
        if (version == null) {
            trouble = "no version has the alias " + wanted.alias();
            return null;
        }
        try {
            return hold(Role.CHAMPION, version, settings);
        } catch (LoadFailed e) {
            trouble = "%s version %s: %s".formatted(wanted.alias(), version, e.reason());
            return present == null
                    ? null
                    : present.lease().again().map(lease -> arm(Role.CHAMPION, lease)).orElse(null);
        }
    }

    private List<Optional<Arm>> others(UnaryOperator<ServingSettings> settings) {
        List<TrafficArm> arms = wanted.spec().trafficOrNone().armsOrNone();
        List<Optional<Arm>> others = new ArrayList<>(arms.size());
        for (int i = 0; i < arms.size(); i++) {
            TrafficArm arm = arms.get(i);
            if (targets.arms().get(i).isEmpty()) {
                trouble = "no version has the alias " + arm.alias();
            }
            others.add(optional(new Role(arm.name()), targets.arms().get(i), settings));
        }
        return others;
    }

    private ArmSplit split() {
        List<Double> weights =
                wanted.spec().trafficOrNone().armsOrNone().stream()
                        .map(TrafficArm::weightOrNone)
                        .toList();
        return new ArmSplit(wanted.name(), weights, true);
    }

    private @Nullable Bandit bandit(@Nullable Arm champion, List<Optional<Arm>> others) {
        BanditPolicy policy = wanted.spec().trafficOrNone().policy();
        if (policy == null) {
            bandits.forget(wanted.name());
            return null;
        }
        List<Slot> slots = new ArrayList<>();
        slots.add(
                new Slot(Role.CHAMPION.word(), champion == null ? null : champion.version(), null));
        List<TrafficArm> arms = wanted.spec().trafficOrNone().armsOrNone();
        for (int i = 0; i < arms.size(); i++) {
            String version = others.get(i).map(Arm::version).orElse(null);
            slots.add(new Slot(arms.get(i).name(), version, arms.get(i).weight()));
        }
        return bandits.begin(wanted.name(), wanted.model(), policy, slots);
    }

    private Optional<Arm> optional(
            Role role, Optional<String> version, UnaryOperator<ServingSettings> settings) {
        if (version.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(hold(role, version.get(), settings));
        } catch (LoadFailed e) {
            trouble = "%s version %s: %s".formatted(role.word(), version.get(), e.reason());
            return Optional.empty();
        }
    }

    private Arm hold(Role role, String version, UnaryOperator<ServingSettings> settings)
            throws LoadFailed {
        VersionId id = new VersionId(wanted.model(), version);
        while (true) {
            LoadedVersion loaded = shelf.loadUnlessHopeless(id);
            Optional<Lease> lease = loaded.lease(settings.apply(loaded.standard()));
            if (lease.isPresent()) {
                return arm(role, lease.get());
            }
        }
    }

    private Arm arm(Role role, Lease lease) {
        String version = lease.version().id().version();
        return new Arm(role, lease, tallies.of(wanted.name(), role.word(), version));
    }

    /// A queue of the shadow's own with one executor, so that copies never wait among requests, nor
    /// requests among copies.
    private static ServingSettings apart(ServingSettings standard) {
        return ServingSettings.of(
                BatchSettings.builder(standard.batching().maxRows(), 1)
                        .queue(QueuePolicy.reject(1, Duration.ZERO))
                        .build());
    }
}
