package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.ReleasePolicy.Decision;
import io.minimlops.gateway.batch.ReleasePolicy.Now;
import io.minimlops.gateway.batch.ReleasePolicy.Wait;
import io.minimlops.gateway.batch.ReleasePolicy.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReleasePolicyTest {

    private static final long NEVER = Entry.NO_DEADLINE;
    private static final long MILLI = 1_000_000;
    private static final BatchSettings ZERO_DELAY = BatchSettings.of(8, 1);
    private static final BatchSettings FIXED_DELAY =
            BatchSettings.builder(8, 1).fixedDelay(Duration.ofMillis(10)).build();
    private static final BatchSettings ADAPTIVE =
            BatchSettings.builder(8, 1).adaptiveDelay(Duration.ofMillis(10)).build();
    private static final BatchSettings PREFERRING =
            BatchSettings.builder(8, 1).preferred(2, 4).fixedDelay(Duration.ofMillis(10)).build();

    /// A row costs nothing, a batch 6 ms.
    private static final CostEstimate FIXED_COST = new CostEstimate(0, 6 * MILLI, true);

    @Test
    void withoutADelayWhatIsThereRunsAtOnce() {
        assertThat(decide(ZERO_DELAY, new Waiting(1, 1, 0, 0, 0, NEVER, 1, 1)))
                .isEqualTo(new Now(ReleaseReason.IDLE, 8));
    }

    @Test
    void aFullBatchNeverWaits() {
        assertThat(decide(FIXED_DELAY, new Waiting(8, 2, 0, 0, 0, NEVER, 1, 1)))
                .isEqualTo(new Now(ReleaseReason.FULL, 8));
    }

    @Test
    void aPreferredSizeIsReleasedAtOnce() {
        assertThat(decide(PREFERRING, new Waiting(3, 3, 2, 0, 0, NEVER, 1, 1)))
                .isEqualTo(new Now(ReleaseReason.PREFERRED, 2));
    }

    @Test
    void beyondTheLargestPreferredSizeNobodyWaits() {
        assertThat(decide(PREFERRING, new Waiting(5, 2, 0, 0, 0, NEVER, 1, 1)))
                .isEqualTo(new Now(ReleaseReason.FULL, 4));
    }

    @Test
    void afterTheDelayEverythingGoesPreferredOrNot() {
        assertThat(decide(PREFERRING, new Waiting(5, 5, 4, 10 * MILLI, 0, NEVER, 1, 1)))
                .isEqualTo(new Now(ReleaseReason.DELAY, 8));
    }

    @Test
    void aFixedDelayWaitsForWhatIsLeftOfIt() {
        assertThat(decide(FIXED_DELAY, new Waiting(1, 1, 0, 4 * MILLI, 0, NEVER, 1e12, 1)))
                .isEqualTo(new Wait(6 * MILLI));
    }

    @Test
    void aNearDeadlineLeavesTheTimeToRunAndAMargin() {
        // When
        var far = decide(FIXED_DELAY, new Waiting(1, 1, 0, 0, 0, 8 * MILLI, 1, 1));
        var near = decide(FIXED_DELAY, new Waiting(1, 1, 0, 0, 0, 7 * MILLI, 1, 1));

        // Then
        assertThat(far).isEqualTo(new Wait(MILLI / 2 - ReleasePolicy.WAKE_UP_NANOS));
        assertThat(near).isEqualTo(new Now(ReleaseReason.DEADLINE, 8));
    }

    @Test
    void waitingThatCostsMoreThanABatchDoesNotPay() {
        // Given requests 2 ms apart and a fixed cost of 6 ms
        var one = new Waiting(1, 1, 0, 0, 0, NEVER, 2 * MILLI, 1);
        var two = new Waiting(2, 2, 0, 0, 0, NEVER, 2 * MILLI, 1);

        // Then
        assertThat(decide(ADAPTIVE, one)).isEqualTo(new Wait(3 * MILLI));
        assertThat(decide(ADAPTIVE, two)).isEqualTo(new Now(ReleaseReason.IDLE, 8));
    }

    @Test
    void rowsThatWouldMakeTheBatchLongerCountAgainstWaiting() {
        // Given
        CostEstimate expensiveRows = new CostEstimate(4 * MILLI, 6 * MILLI, true);

        // When
        Decision decision =
                new ReleasePolicy(ADAPTIVE)
                        .decide(new Waiting(1, 1, 0, 0, 0, NEVER, 2 * MILLI, 1), expensiveRows);

        // Then
        assertThat(decision).isEqualTo(new Now(ReleaseReason.IDLE, 8));
    }

    @Test
    void aBurstThatIsOverIsNotWaitedFor() {
        // Given that arrivals are frequent, and the last one was long ago by that measure
        var fresh = new Waiting(2, 2, 0, MILLI, MILLI, NEVER, 1_000, 1);
        var over = new Waiting(2, 2, 0, 2 * MILLI, 2 * MILLI, NEVER, 1_000, 1);

        // Then
        assertThat(decide(ADAPTIVE, fresh)).isEqualTo(new Wait(MILLI));
        assertThat(decide(ADAPTIVE, over)).isEqualTo(new Now(ReleaseReason.IDLE, 8));
    }

    @Test
    void withAnotherExecutorFreeWaitingDoesNotPay() {
        assertThat(decide(ADAPTIVE, new Waiting(1, 1, 0, 0, 0, NEVER, 1, 2)))
                .isEqualTo(new Now(ReleaseReason.IDLE, 8));
    }

    @Test
    void beforeAnythingIsMeasuredNobodyWaits() {
        assertThat(
                        new ReleasePolicy(ADAPTIVE)
                                .decide(
                                        new Waiting(1, 1, 0, 0, 0, NEVER, 1, 1),
                                        CostEstimate.UNKNOWN))
                .isEqualTo(new Now(ReleaseReason.IDLE, 8));
    }

    private static Decision decide(BatchSettings settings, Waiting waiting) {
        return new ReleasePolicy(settings).decide(waiting, FIXED_COST);
    }
}
