package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerRunsTest {

    private static final CostEstimate SHORT = new CostEstimate(100, 3_000, true);

    private final CallerRuns callers = new CallerRuns();

    @Test
    void shortBatchesAreForCallers() {
        assertThat(callers.suit(170, SHORT, 0)).isTrue();
        assertThat(callers.suit(171, SHORT, 0)).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNot() {
        assertThat(callers.suit(1, CostEstimate.UNKNOWN, 0)).isFalse();
    }

    @Test
    void aSurpriseIsNotForgottenForAMinute() {
        callers.ran(CallerRuns.SURPRISE_NANOS, 7);

        assertThat(callers.suit(1, SHORT, 6 + CallerRuns.REMEMBERED_NANOS)).isFalse();
        assertThat(callers.suit(1, SHORT, 7 + CallerRuns.REMEMBERED_NANOS)).isTrue();
    }

    @Test
    void aPauseOfTheMachineIsNoSurprise() {
        callers.ran(CallerRuns.SURPRISE_NANOS - 1, 7);

        assertThat(callers.suit(1, SHORT, 8)).isTrue();
    }
}
