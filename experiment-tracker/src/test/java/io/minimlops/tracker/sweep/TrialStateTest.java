package io.minimlops.tracker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.tracker.sweep.TrialState.Ended;
import io.minimlops.tracker.sweep.TrialState.Outcome;
import io.minimlops.tracker.sweep.TrialState.Running;
import io.minimlops.tracker.sweep.TrialState.StopCause;
import io.minimlops.tracker.sweep.TrialState.Waiting;
import org.junit.jupiter.api.Test;

class TrialStateTest {

    private static final Running RUNNING = new Waiting().give("a", 100);

    @Test
    void aSilentAgentsTrialWaitsForAnotherAsLongAsItMay() {
        assertThat(RUNNING.lapse(true)).isEqualTo(new Waiting());
        assertThat(RUNNING.lapse(false)).isEqualTo(new Ended(Outcome.FAILED));
    }

    @Test
    void whatWasToldToStopIsNotTriedAgain() {
        assertThat(RUNNING.tellToStop(StopCause.EARLY).lapse(true))
                .isEqualTo(new Ended(Outcome.STOPPED_EARLY));
        assertThat(RUNNING.tellToStop(StopCause.SWEEP).lapse(true))
                .isEqualTo(new Ended(Outcome.CANCELED));
    }

    @Test
    void theFirstCauseToStopStays() {
        Running early = RUNNING.tellToStop(StopCause.EARLY).tellToStop(StopCause.SWEEP);

        assertThat(early.stop()).isEqualTo(StopCause.EARLY);
        assertThat(early.end(false)).isEqualTo(new Ended(Outcome.STOPPED_EARLY));
    }

    @Test
    void aTrialThatEndsWellCountsAlthoughTheSweepWasStopped() {
        Running stopping = RUNNING.tellToStop(StopCause.SWEEP);

        assertThat(stopping.end(true)).isEqualTo(new Ended(Outcome.FINISHED));
        assertThat(stopping.end(false)).isEqualTo(new Ended(Outcome.CANCELED));
    }

    @Test
    void aLeaseIsNeverMadeShorter() {
        assertThat(RUNNING.heard(50).until()).isEqualTo(100);
        assertThat(RUNNING.heard(150).until()).isEqualTo(150);
    }
}
