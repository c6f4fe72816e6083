package io.minimlops.gateway.deployment.rollout;

import io.minimlops.gateway.deployment.traffic.ArmTally;
import io.minimlops.gateway.deployment.traffic.Counts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What this process saw of one rollout: requests since the step began, feedback since the rollout
/// began here.
///
/// At a step where the champion has no traffic, its counts of the step before stand in.
public final class Watch {

    private final Instant since;
    private Moments championLosses = Moments.NONE;
    private Moments canaryLosses = Moments.NONE;
    private Counts baseline = Counts.NONE;
    private @Nullable Period period;
    private @Nullable Verdict verdict;
    private @Nullable String trouble;
    private @Nullable Instant asked;

    public Watch(Instant since) {
        this.since = since;
    }

    /// @param step when the step began, which tells steps apart
    private record Period(
            Instant step,
            Instant since,
            ArmTally champion,
            Counts championBefore,
            ArmTally canary,
            Counts canaryBefore) {

        Counts championCounts() {
            return champion.counts().since(championBefore);
        }
    }

    /// @param step when the step began
    /// @param alone whether the champion has no traffic at it
    public synchronized Evidence evidence(
            Instant step, boolean alone, ArmTally champion, ArmTally canary, Instant now) {
        Period current = period;
        if (current == null || current.champion != champion || current.canary != canary) {
            baseline = Counts.NONE;
            championLosses = current == null ? championLosses : Moments.NONE;
            current = begin(step, champion, canary, now);
        } else if (!current.step.equals(step)) {
            Counts last = current.championCounts();
            baseline = last.requests() > 0 ? last : baseline;
            current = begin(step, champion, canary, now);
        }
        return new Evidence(
                current.since,
                alone,
                Evidence.Side.of(alone ? baseline : current.championCounts(), championLosses),
                Evidence.Side.of(canary.counts().since(current.canaryBefore), canaryLosses));
    }

    private Period begin(Instant step, ArmTally champion, ArmTally canary, Instant now) {
        Period fresh = new Period(step, now, champion, champion.counts(), canary, canary.counts());
        period = fresh;
        return fresh;
    }

    /// Feedback on what one of the two predicted.
    public synchronized void lost(boolean byCanary, double loss, Instant servedAt) {
        if (servedAt.isBefore(since)) {
            return;
        }
        if (byCanary) {
            canaryLosses = canaryLosses.plus(loss);
        } else {
            championLosses = championLosses.plus(loss);
        }
    }

    /// What was made of the evidence last.
    public synchronized @Nullable Verdict verdict() {
        return verdict;
    }

    public synchronized void judged(@Nullable Verdict made) {
        verdict = made;
    }

    /// What keeps a decision from taking effect.
    public synchronized @Nullable String trouble() {
        return trouble;
    }

    public synchronized void troubled(@Nullable String what) {
        trouble = what;
    }

    /// When the registry agreed to move the alias.
    public synchronized @Nullable Instant asked() {
        return asked;
    }

    public synchronized void asked(Instant when) {
        asked = when;
    }
}
