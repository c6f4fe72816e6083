package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.minimlops.orchestrator.drift.DriftDecision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftPolicyTest {
    private static final Instant START = Instant.parse("2001-02-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final DriftPolicy TWO_OF_THREE =
            new DriftPolicy(2, 3, Duration.ofDays(14), 1, null);

    @Test
    void oneAlarmIsNotEnough() {
        DriftDecision decision = TWO_OF_THREE.decide(windows("", "delay"), null, 0);

        assertThat(decision.verdict()).isEqualTo(Verdict.QUIET);
        assertThat(decision.reason())
                .isEqualTo("delay in alarm in 1 of the last 2 windows; needs 2 of 3");
    }

    @Test
    void theSecondAlarmFires() {
        DriftDecision decision = TWO_OF_THREE.decide(windows("delay", "", "delay"), null, 0);

        assertThat(decision.fired()).isTrue();
        assertThat(decision.columns()).containsExactly("delay");
        assertThat(decision.reason()).isEqualTo("delay in alarm in 2 of the last 3 windows");
    }

    @Test
    void alarmsOfDifferentColumnsDoNotAddUp() {
        assertThat(TWO_OF_THREE.decide(windows("delay", "hour"), null, 0).verdict())
                .isEqualTo(Verdict.QUIET);
    }

    @Test
    void aQuietNewestWindowDoesNotFire() {
        assertThat(TWO_OF_THREE.decide(windows("delay", "delay", ""), null, 0).verdict())
                .isEqualTo(Verdict.QUIET);
    }

    @Test
    void alarmsBeforeTheLastWindowsAreForgotten() {
        assertThat(TWO_OF_THREE.decide(windows("delay", "", "", "delay"), null, 0).verdict())
                .isEqualTo(Verdict.QUIET);
    }

    @Test
    void tooFewRowsAreNotCalledQuiet() {
        WindowOutcome thin =
                new WindowOutcome(START, START.plus(WEEK), DriftStatus.INSUFFICIENT, List.of());

        assertThat(TWO_OF_THREE.decide(List.of(thin), null, 0).verdict())
                .isEqualTo(Verdict.INSUFFICIENT);
    }

    @Test
    void aRunOnItsWayHoldsTheNextBack() {
        DriftDecision decision = TWO_OF_THREE.decide(windows("delay", "delay"), null, 1);

        assertThat(decision.verdict()).isEqualTo(Verdict.IN_FLIGHT);
        assertThat(decision.reason()).endsWith("runs in flight: 1");
    }

    @Test
    void theCooldownCountsInEventTimeAndEnds() {
        List<WindowOutcome> windows = windows("delay", "delay", "delay");
        Instant end = windows.getLast().end();

        assertThat(TWO_OF_THREE.decide(windows, end.minus(Duration.ofDays(13)), 0).verdict())
                .isEqualTo(Verdict.COOLDOWN);
        assertThat(TWO_OF_THREE.decide(windows, end.minus(Duration.ofDays(14)), 0).verdict())
                .isEqualTo(Verdict.FIRE);
    }

    @Test
    void aMutedMonitorStillSaysWhatItSaw() {
        DriftPolicy muted =
                new DriftPolicy(1, 1, Duration.ZERO, 1, Instant.parse("2001-03-01T00:00:00Z"));

        DriftDecision decision = muted.decide(windows("delay"), null, 0);

        assertThat(decision.verdict()).isEqualTo(Verdict.MUTED);
        assertThat(decision.columns()).containsExactly("delay");
    }

    @Test
    void impossiblePoliciesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DriftPolicy(3, 2, Duration.ZERO, 1, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DriftPolicy(0, 2, Duration.ZERO, 1, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DriftPolicy(1, 1, Duration.ofDays(-1), 1, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TWO_OF_THREE.decide(List.of(), null, 0));
    }

    /// Adjacent weekly windows, oldest first: the column in alarm, or nothing.
    private static List<WindowOutcome> windows(String... alarmed) {
        List<WindowOutcome> windows = new ArrayList<>();
        for (String column : alarmed) {
            Instant start = START.plus(WEEK.multipliedBy(windows.size()));
            windows.add(
                    new WindowOutcome(
                            start,
                            start.plus(WEEK),
                            column.isEmpty() ? DriftStatus.OK : DriftStatus.ALARM,
                            column.isEmpty() ? List.of() : List.of(column)));
        }
        return windows;
    }
}
