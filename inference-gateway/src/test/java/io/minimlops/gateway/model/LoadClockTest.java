package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.model.LoadClock.Phase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadClockTest {

    @Test
    void everyMomentBelongsToOnePhase() {
        // Given
        AtomicLong nanos = new AtomicLong(7);
        LoadClock clock = new LoadClock(nanos::get);

        // When
        nanos.addAndGet(1);
        clock.enter(Phase.VERIFY);
        nanos.addAndGet(10);
        clock.enter(Phase.FETCH);
        nanos.addAndGet(100);
        clock.enter(Phase.LOAD);
        nanos.addAndGet(1_000);
        clock.enter(Phase.WARM_UP);
        nanos.addAndGet(10_000);

        // Then
        LoadTimes times = clock.times();
        assertThat(times)
                .isEqualTo(
                        new LoadTimes(
                                Duration.ofNanos(101),
                                Duration.ofNanos(10),
                                Duration.ofNanos(1_000),
                                Duration.ofNanos(10_000)));
        assertThat(times.total()).isEqualTo(Duration.ofNanos(11_111));
    }
}
