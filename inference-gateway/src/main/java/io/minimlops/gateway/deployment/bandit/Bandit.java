package io.minimlops.gateway.deployment.bandit;

import io.minimlops.gateway.deployment.spec.BanditPolicy;
import io.minimlops.gateway.deployment.spec.BanditPolicy.Algorithm;
import io.minimlops.gateway.hash.KeyHash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Chooses arms and learns from their rewards. Choosing reads one immutable snapshot and takes no
/// lock.
///
/// With a half-life every reward fades the evidence on all arms, not the rewarded one's alone, so
/// that an arm that was once found bad is tried again: discounted Thompson sampling (Raj and
/// Kalyani, "Taming Non-stationary Bandits", arXiv:1707.09727).
public final class Bandit {

    /// Nobody can answer.
    public static final int NONE = -1;

    private static final int SHARE_DRAWS = 4_000;

    private final BanditPolicy policy;
    private final List<Slot> slots;
    private final long salted;
    private final StartingShares start;
    private volatile Snapshot snapshot;

    /// @param kept of arms that cannot answer now, for when they can again
    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Snapshot(Posterior[] posteriors, long rewards, List<Learned> kept) {}

    /// @param before what was learned earlier; what is not of a slot's version is dropped
    public Bandit(String deployment, BanditPolicy policy, List<Slot> slots, List<Learned> before) {
        this.policy = policy;
        this.slots = List.copyOf(slots);
        this.salted = KeyHash.salted(deployment + "/bandit");
        this.start = new StartingShares(slots);
        this.snapshot = snapshot(before);
    }

    /// The place of the slot that answers, or [#NONE].
    public int choose(String key) {
        long seed =
                policy.isSticky()
                        ? KeyHash.of(salted, key)
                        : ThreadLocalRandom.current().nextLong();
        return choose(new SplittableRandom(seed));
    }

    int choose(RandomGenerator random) {
        Snapshot now = snapshot;
        if (now.rewards == 0 && start.areGiven()) {
            return start.choose(random);
        }
        if (policy.algorithm() == Algorithm.EPSILON_GREEDY) {
            boolean explores = random.nextDouble() < policy.epsilonOrStandard();
            return best(now.posteriors, random, explores ? Score.NONE : Score.MEAN);
        }
        return best(now.posteriors, random, Score.DRAW);
    }

    private enum Score {
        NONE,
        MEAN,
        DRAW
    }

    /// The greatest score; of equal ones each is as likely.
    private int best(Posterior[] posteriors, RandomGenerator random, Score score) {
        int best = NONE;
        double highest = Double.NEGATIVE_INFINITY;
        int ties = 0;
        for (int i = 0; i < posteriors.length; i++) {
            if (slots.get(i).version() == null) {
                continue;
            }
            double each = score(posteriors[i], random, score);
            ties = each > highest ? 1 : each == highest ? ties + 1 : ties;
            if (each > highest || (each == highest && random.nextInt(ties) == 0)) {
                highest = each;
                best = i;
            }
        }
        return best;
    }

    private static double score(Posterior posterior, RandomGenerator random, Score score) {
        return switch (score) {
            case NONE -> 0;
            case MEAN -> posterior.mean();
            case DRAW -> BetaSampler.draw(posterior.alpha(), posterior.beta(), random);
        };
    }

    /// @param reward 0 to 1
    /// @return false when no slot has that version
    public synchronized boolean reward(String arm, String version, double reward) {
        int place = NONE;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).arm().equals(arm) && version.equals(slots.get(i).version())) {
                place = i;
            }
        }
        if (place == NONE) {
            return false;
        }
        Snapshot before = snapshot;
        Posterior[] after = new Posterior[before.posteriors.length];
        for (int i = 0; i < after.length; i++) {
            Posterior faded = before.posteriors[i].faded(policy.retention());
            after[i] = i == place ? faded.rewarded(reward) : faded;
        }
        snapshot = new Snapshot(after, before.rewards + 1, before.kept);
        return true;
    }

    /// Goes on from what was learned earlier.
    public synchronized void restore(List<Learned> learned) {
        snapshot = snapshot(learned);
    }

    /// Everything worth keeping.
    public List<Learned> learned() {
        Snapshot now = snapshot;
        List<Learned> learned = new ArrayList<>(now.kept);
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.version() != null && now.posteriors[i].rewards() > 0) {
                learned.add(new Learned(slot.arm(), slot.version(), now.posteriors[i]));
            }
        }
        return learned;
    }

    /// By slot.
    public List<Posterior> posteriors() {
        return List.of(snapshot.posteriors);
    }

    /// NaN when there is no such arm.
    public double meanOf(String arm) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).arm().equals(arm)) {
                return snapshot.posteriors[i].mean();
            }
        }
        return Double.NaN;
    }

    /// By slot, of 1: how often each is chosen in 4,000 draws that are the same at every call.
    public List<Double> shares() {
        int[] chosen = new int[slots.size()];
        SplittableRandom random = new SplittableRandom(SHARE_DRAWS);
        for (int i = 0; i < SHARE_DRAWS; i++) {
            int place = choose(random);
            if (place != NONE) {
                chosen[place]++;
            }
        }
        List<Double> shares = new ArrayList<>(chosen.length);
        for (int count : chosen) {
            shares.add((double) count / SHARE_DRAWS);
        }
        return shares;
    }

    private Snapshot snapshot(List<Learned> learned) {
        Posterior[] posteriors = new Posterior[slots.size()];
        List<Learned> kept = new ArrayList<>();
        long rewards = 0;
        for (int i = 0; i < posteriors.length; i++) {
            posteriors[i] = Posterior.PRIOR;
            Slot slot = slots.get(i);
            for (Learned each : learned) {
                if (each.isOf(slot)) {
                    posteriors[i] = each.posterior();
                    rewards += each.posterior().rewards();
                } else if (slot.version() == null && each.arm().equals(slot.arm())) {
                    kept.add(each);
                }
            }
        }
        return new Snapshot(posteriors, rewards, List.copyOf(kept));
    }
}
