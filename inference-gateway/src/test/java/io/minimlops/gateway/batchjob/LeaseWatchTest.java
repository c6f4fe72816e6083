package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final LeaseWatch watch = new LeaseWatch(Duration.ofSeconds(15));
    private final Lease lease = new Lease(1, "other", 0);

    @Test
    void aJobThatNobodyHoldsMayBeClaimed() {
        assertThat(watch.mayClaim("j", Optional.empty(), 0)).isTrue();
    }

    @Test
    void aLeaseThatIsRenewedIsNeverTaken() {
        // Given
        Lease held = lease;
        boolean taken = false;

        // When
        for (int i = 0; i < 100; i++) {
            taken |= watch.mayClaim("j", Optional.of(held), i * 5 * SECOND);
            held = held.renewed();
        }

        // Then
        assertThat(taken).isFalse();
    }

    @Test
    void aLeaseThatStoppedChangingIsTakenAfterItsTime() {
        assertThat(watch.mayClaim("j", Optional.of(lease), 0)).isFalse();
        assertThat(watch.mayClaim("j", Optional.of(lease), 14 * SECOND)).isFalse();
        assertThat(watch.mayClaim("j", Optional.of(lease), 15 * SECOND)).isTrue();
    }
}
