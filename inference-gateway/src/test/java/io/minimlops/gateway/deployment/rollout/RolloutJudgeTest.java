package io.minimlops.gateway.deployment.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.gateway.deployment.rollout.Verdict.Outcome;
import io.minimlops.gateway.deployment.spec.Quality;
import io.minimlops.gateway.deployment.spec.Quality.Metric;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.gateway.deployment.traffic.ArmTally;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RolloutJudgeTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Quality BRIER = new Quality(Metric.BRIER, 50, 0.01, null);

    private static Rollout limits(Quality quality) {
        return new Rollout("2", null, null, null, null, null, null, null, quality, null, null);
    }

    private static Evidence.Side side(int answered, int failed, double millis, double... losses) {
        ArmTally tally = new ArmTally();
        for (int i = 0; i < answered; i++) {
            tally.answered((long) (millis * 1e6 * (0.8 + 0.4 * i / answered)));
        }
        for (int i = 0; i < failed; i++) {
            tally.failed();
        }
        Moments moments = Moments.NONE;
        for (double loss : losses) {
            moments = moments.plus(loss);
        }
        return Evidence.Side.of(tally.counts(), moments);
    }

    private static double[] losses(int count, double mean) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> mean + (i % 2 == 0 ? 0.02 : -0.02))
                .toArray();
    }

    private static Verdict judge(Evidence.Side champion, Evidence.Side canary) {
        return judge(limits(null), champion, canary, false);
    }

    private static Verdict judge(
            Rollout limits, Evidence.Side champion, Evidence.Side canary, boolean alone) {
        return RolloutJudge.judge(
                limits, new Evidence(Instant.EPOCH, alone, champion, canary), LONG);
    }

    @Test
    void anEqualVersionPasses() {
        assertThat(judge(side(1_000, 5, 20), side(200, 1, 20)).outcome()).isEqualTo(Outcome.PASSES);
    }

    @Test
    void aVersionThatFailsAllItsFewRequestsFailsAtOnce() {
        // When
        Verdict verdict = judge(side(1_000, 0, 20), side(0, 10, 20));

        // Then
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(verdict.why()).contains("fails 10 of 10 requests");
    }

    @Test
    void aFewMoreErrorsThanAllowedAreNotCertainAndManyMoreAre() {
        assertThat(judge(side(10_000, 0, 20), side(195, 5, 20)).outcome())
                .isEqualTo(Outcome.UNDECIDED);
        assertThat(judge(side(10_000, 0, 20), side(1_920, 80, 20)).outcome())
                .isEqualTo(Outcome.FAILS);
    }

    @Test
    void errorsThatTheChampionHasTooAreNotTheVersionsFault() {
        assertThat(judge(side(960, 40, 20), side(192, 8, 20)).outcome()).isEqualTo(Outcome.PASSES);
    }

    @Test
    void aSlowVersionFailsUnlessItIsFastEnough() {
        assertThat(judge(side(1_000, 0, 20), side(200, 0, 50)).why()).startsWith("95th percentile");
        assertThat(judge(side(1_000, 0, 20), side(200, 0, 50)).outcome()).isEqualTo(Outcome.FAILS);
        assertThat(judge(side(1_000, 0, 0.5), side(200, 0, 2)).outcome()).isEqualTo(Outcome.PASSES);
    }

    @Test
    void tooLittleEvidenceIsWaitedFor() {
        assertThat(judge(side(1_000, 0, 20), side(50, 0, 20)).why())
                .isEqualTo("50 requests of 100");
        assertThat(judge(side(5, 0, 20), side(200, 0, 20)).why())
                .contains("5 answers of the champion");
        assertThat(
                        RolloutJudge.judge(
                                        limits(null),
                                        new Evidence(
                                                Instant.EPOCH,
                                                false,
                                                side(1_000, 0, 20),
                                                side(200, 0, 20)),
                                        Duration.ofMinutes(4))
                                .why())
                .isEqualTo("the step lasts 361 s longer");
    }

    @Test
    void worseLabelsFailAndFewLabelsAreWaitedFor() {
        // Given
        Evidence.Side champion = side(1_000, 0, 20, losses(400, 0.10));

        // Then
        assertThat(
                        judge(limits(BRIER), champion, side(200, 0, 20, losses(100, 0.15)), false)
                                .outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(
                        judge(limits(BRIER), champion, side(200, 0, 20, losses(100, 0.105)), false)
                                .outcome())
                .isEqualTo(Outcome.PASSES);
        assertThat(judge(limits(BRIER), champion, side(200, 0, 20, losses(49, 0.15)), false).why())
                .isEqualTo("49 labels, the champion 400, of 50");
    }

    @Test
    void withAllTheTrafficAndNothingToCompareWithOnlyItsOwnErrorsCount() {
        // Given
        Evidence.Side nobody = side(0, 0, 0);

        // Then
        assertThat(judge(limits(BRIER), nobody, side(200, 1, 90, losses(60, 0.9)), true).outcome())
                .isEqualTo(Outcome.PASSES);
        assertThat(judge(limits(BRIER), nobody, side(100, 50, 90), true).outcome())
                .isEqualTo(Outcome.FAILS);
    }

    /// By hand, 10 of 100 at 99 %: (0.13317 ± 0.08409) / 1.06635.
    @Test
    void wilsonsIntervalIsTheTextbooks() {
        assertThat(Bounds.wilsonLow(10, 100)).isCloseTo(0.04603, within(5e-5));
        assertThat(Bounds.wilsonHigh(10, 100)).isCloseTo(0.20375, within(5e-5));
    }

    @Property
    void theBoundsEncloseTheRate(
            @ForAll @IntRange(min = 1, max = 5_000) int of,
            @ForAll @IntRange(max = 5_000) int hit) {
        long hits = Math.min(of, hit);
        double rate = (double) hits / of;

        assertThat(Bounds.wilsonLow(hits, of)).isBetween(0.0, rate + 1e-12);
        assertThat(Bounds.wilsonHigh(hits, of)).isBetween(rate - 1e-12, 1.0);
        assertThat(Bounds.differenceLow(hits, of, hits, of)).isLessThanOrEqualTo(1e-12);
    }
}
