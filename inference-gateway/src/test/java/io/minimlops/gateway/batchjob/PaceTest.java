package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aChunkIsAWholeBatchWhileNobodyAsks() {
        // Given
        Pace pace = new Pace(1024, 0, Duration.ofMillis(5));

        // When
        long delay = pace.delay(0, 0, 0, 10);

        // Then
        assertThat(delay).isZero();
        assertThat(pace.rows()).isEqualTo(1024);
    }

    @Test
    void nothingIsSentWhileRequestsWait() {
        // Given
        Pace pace = new Pace(1024, 0, Duration.ofMillis(5));

        // When
        long delay = pace.delay(0, 4, 3, 10);

        // Then
        assertThat(delay).isPositive();
    }

    @Test
    void ownChunksInTheQueueAreNoReasonToWait() {
        assertThat(new Pace(1024, 0, Duration.ofMillis(5)).delay(0, 3, 3, 10)).isZero();
    }

    @Test
    void chunksAreShortWhileRequestsAreAnsweredAndLongAgainASecondAfter() {
        // Given
        Pace pace = new Pace(1024, 0, Duration.ofMillis(5));
        pace.learned(1000, 50_000 * 1000);
        var unused = pace.delay(0, 0, 0, 10);

        // When
        unused = pace.delay(1, 0, 0, 11);
        int during = pace.rows();
        unused = pace.delay(1 + 2 * SECOND, 0, 0, 11);
        int after = pace.rows();

        // Then
        assertThat(during).isEqualTo(100);
        assertThat(after).isEqualTo(1024);
    }

    @Test
    void aRateIsKept() {
        // Given
        Pace pace = new Pace(1024, 1000, Duration.ofMillis(5));

        // When
        long now = 0;
        long sent = 0;
        while (now < 10 * SECOND) {
            now += pace.delay(now, 0, 0, 0);
            sent += pace.rows();
            pace.sent(now, pace.rows());
        }

        // Then
        assertThat(sent).isBetween(9_900L, 10_200L);
    }
}
