package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.CostModel.Estimate;
import io.minimlops.gateway.batch.ReleasePolicy.Now;
import io.minimlops.gateway.batch.ReleasePolicy.Wait;
import io.minimlops.gateway.batch.ReleasePolicy.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReleasePolicyTest {

    private static final long NEVER = Long.MAX_VALUE;
    private static final BatchSettings ZERO_DELAY = BatchSettings.of(8, 1);
    private static final BatchSettings FIXED_DELAY =
            ZERO_DELAY.withDelay(Duration.ofNanos(1_000), false);
    private static final BatchSettings ADAPTIVE =
            ZERO_DELAY.withDelay(Duration.ofNanos(1_000), true);
    private static final Estimate CHEAP_ROWS = new Estimate(1, 500, true);

    @Test
    void withoutADelayWhatIsThereRunsAtOnce() {
        assertThat(ReleasePolicy.decide(new Waiting(1, 1, 0, NEVER, 1), ZERO_DELAY, CHEAP_ROWS))
                .isEqualTo(new Now(ReleaseReason.IDLE));
    }

    @Test
    void aFullBatchNeverWaits() {
        assertThat(ReleasePolicy.decide(new Waiting(8, 2, 0, NEVER, 1), FIXED_DELAY, CHEAP_ROWS))
                .isEqualTo(new Now(ReleaseReason.FULL));
    }

    @Test
    void aFixedDelayWaitsForWhatIsLeftOfIt() {
        assertThat(
                        ReleasePolicy.decide(
                                new Waiting(1, 1, 400, NEVER, 1e12), FIXED_DELAY, CHEAP_ROWS))
                .isEqualTo(new Wait(600));
    }

    @Test
    void theDelayEnds() {
        assertThat(
                        ReleasePolicy.decide(
                                new Waiting(1, 1, 1_000, NEVER, 1), FIXED_DELAY, CHEAP_ROWS))
                .isEqualTo(new Now(ReleaseReason.DELAY));
    }

    @Test
    void aNearDeadlineLeavesJustTheTimeToRun() {
        // When
        var far = ReleasePolicy.decide(new Waiting(1, 1, 0, 600, 1), FIXED_DELAY, CHEAP_ROWS);
        var near = ReleasePolicy.decide(new Waiting(1, 1, 0, 501, 1), FIXED_DELAY, CHEAP_ROWS);

        // Then
        assertThat(far).isEqualTo(new Wait(99));
        assertThat(near).isEqualTo(new Now(ReleaseReason.DEADLINE));
    }

    @Test
    void waitingThatCostsMoreThanABatchDoesNotPay() {
        // Given requests 200 ns apart and a fixed cost of 500 ns
        var two = new Waiting(2, 2, 0, NEVER, 200);
        var three = new Waiting(3, 3, 0, NEVER, 200);

        // Then
        assertThat(ReleasePolicy.decide(two, ADAPTIVE, CHEAP_ROWS)).isEqualTo(new Wait(1_000));
        assertThat(ReleasePolicy.decide(three, ADAPTIVE, CHEAP_ROWS))
                .isEqualTo(new Now(ReleaseReason.IDLE));
    }

    @Test
    void beforeAnythingIsMeasuredNobodyWaits() {
        assertThat(ReleasePolicy.decide(new Waiting(1, 1, 0, NEVER, 1), ADAPTIVE, Estimate.UNKNOWN))
                .isEqualTo(new Now(ReleaseReason.IDLE));
    }
}
