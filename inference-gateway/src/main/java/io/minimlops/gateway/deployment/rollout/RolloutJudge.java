package io.minimlops.gateway.deployment.rollout;

import io.minimlops.gateway.deployment.rollout.Verdict.Outcome;
import io.minimlops.gateway.deployment.spec.Quality;
import io.minimlops.gateway.deployment.spec.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judges a version at one step. It fails when a confidence bound says that it is worse than
/// allowed; it passes when it has enough evidence, its point estimates are within the limits and
/// the step has lasted long enough; else more evidence is waited for.
public final class RolloutJudge {

    /// Fewer requests say nothing, not even that all of them failed.
    static final int LEAST = 10;

    private final Rollout limits;
    private final Evidence evidence;

    private RolloutJudge(Rollout limits, Evidence evidence) {
        this.limits = limits;
        this.evidence = evidence;
    }

    /// @param elapsed since the step began
    public static Verdict judge(Rollout limits, Evidence evidence, Duration elapsed) {
        RolloutJudge judge = new RolloutJudge(limits, evidence);
        List<Verdict> verdicts =
                new ArrayList<>(List.of(judge.errors(), judge.latency(), judge.quality()));
        Duration left = limits.intervalOrStandard().minus(elapsed);
        if (left.isPositive()) {
            verdicts.add(Verdict.undecided("the step lasts %d s longer", left.toSeconds() + 1));
        }
        Outcome outcome =
                verdicts.stream().map(Verdict::outcome).max(Outcome::compareTo).orElseThrow();
        return new Verdict(
                outcome,
                verdicts.stream()
                        .filter(verdict -> verdict.outcome() == outcome)
                        .map(Verdict::why)
                        .filter(why -> !why.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private Verdict errors() {
        Evidence.Side canary = evidence.canary();
        Evidence.Side champion = evidence.champion();
        Optional<Verdict> certain = certainErrors(canary, champion);
        if (certain.isPresent()) {
            return certain.get();
        }
        if (canary.requests() < limits.minRequestsOrStandard()) {
            return Verdict.undecided(
                    "%d requests of %d", canary.requests(), limits.minRequestsOrStandard());
        }
        if (canary.failureRate() > limits.maxErrorRateOrStandard()
                || champion.requests() >= LEAST
                        && canary.errorRate() - champion.errorRate()
                                > limits.maxErrorIncreaseOrStandard()) {
            return Verdict.undecided(
                    "errors %s, the champion's %s: not certain yet",
                    rate(canary.errors(), canary), rate(champion.errors(), champion));
        }
        return Verdict.passes("errors %s", rate(canary.errors(), canary));
    }

    private Optional<Verdict> certainErrors(Evidence.Side canary, Evidence.Side champion) {
        double most = limits.maxErrorRateOrStandard();
        if (canary.requests() >= LEAST
                && Bounds.wilsonLow(canary.failed(), canary.requests()) > most) {
            return Optional.of(
                    Verdict.fails(
                            "fails %s, more than %.2f %%",
                            rate(canary.failed(), canary), 100 * most));
        }
        if (canary.requests() >= LEAST
                && champion.requests() >= LEAST
                && Bounds.differenceLow(
                                canary.errors(),
                                canary.requests(),
                                champion.errors(),
                                champion.requests())
                        > limits.maxErrorIncreaseOrStandard()) {
            return Optional.of(
                    Verdict.fails(
                            "fails or refuses %s, the champion %s",
                            rate(canary.errors(), canary), rate(champion.errors(), champion)));
        }
        return Optional.empty();
    }

    private static String rate(long hits, Evidence.Side side) {
        return "%d of %d requests".formatted(hits, side.requests());
    }

    private Verdict latency() {
        Evidence.Side canary = evidence.canary();
        Evidence.Side champion = evidence.champion();
        double floor = limits.latencyFloorMillis();
        double ratio = limits.maxLatencyRatioOrStandard();
        if (champion.answered() < 2 * LEAST) {
            return evidence.baseline()
                    ? Verdict.passes("no latency to compare with")
                    : Verdict.undecided(
                            "%d answers of the champion to compare latencies with",
                            champion.answered());
        }
        if (canary.answered() >= 2 * LEAST
                && canary.p95LowMillis() > floor
                && canary.p95LowMillis() > ratio * champion.p95HighMillis()) {
            return Verdict.fails("%s", latencies(canary, champion));
        }
        if (canary.answered() < 2 * LEAST
                || canary.p95Millis() > Math.max(floor, ratio * champion.p95Millis())) {
            return Verdict.undecided("%s: not certain yet", latencies(canary, champion));
        }
        return Verdict.passes("%s", latencies(canary, champion));
    }

    private static String latencies(Evidence.Side canary, Evidence.Side champion) {
        return "95th percentile %.2f ms, the champion's %.2f ms"
                .formatted(canary.p95Millis(), champion.p95Millis());
    }

    private Verdict quality() {
        Quality wanted = limits.quality();
        if (wanted == null) {
            return Verdict.passes("");
        }
        Evidence.Side canary = evidence.canary();
        Evidence.Side champion = evidence.champion();
        int least = wanted.minLabelsOrStandard();
        if (canary.labels() < least || champion.labels() < least && !evidence.baseline()) {
            return Verdict.undecided(
                    "%d labels, the champion %d, of %d", canary.labels(), champion.labels(), least);
        }
        return losses(canary, champion, wanted.toleranceOrStandard());
    }

    private static Verdict losses(Evidence.Side canary, Evidence.Side champion, double tolerance) {
        Double loss = canary.meanLoss();
        Double other = champion.meanLoss();
        Double variance = canary.lossVariance();
        Double otherVariance = champion.lossVariance();
        if (loss == null || other == null || variance == null || otherVariance == null) {
            return Verdict.passes("no quality to compare with");
        }
        double difference = loss - other;
        double margin =
                Bounds.Z
                        * Math.sqrt(variance / canary.labels() + otherVariance / champion.labels());
        String told =
                "mean loss %.4f, the champion's %.4f, by %d and %d labels"
                        .formatted(loss, other, canary.labels(), champion.labels());
        if (difference - margin > tolerance) {
            return Verdict.fails("%s", told);
        }
        return difference > tolerance
                ? Verdict.undecided("%s: not certain yet", told)
                : Verdict.passes("%s", told);
    }
}
