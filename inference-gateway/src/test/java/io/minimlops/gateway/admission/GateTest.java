package io.minimlops.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);

    private Gate gate(Double rate, Integer burst, Integer concurrency) {
        return new Gate(new Limits(rate, burst, concurrency, null, null), now::get);
    }

    @Test
    void aBurstPassesAndThenOneAtATime() {
        // Given
        Gate gate = gate(10.0, 3, null);
        gate.enter();
        gate.enter();
        gate.enter();

        // Then
        assertThatExceptionOfType(LimitReached.class)
                .isThrownBy(gate::enter)
                .matches(e -> e.retryAfter().equals(Duration.ofMillis(100)));

        // When
        now.addAndGet(SECOND / 10);

        // Then
        gate.enter();
        assertThatExceptionOfType(LimitReached.class).isThrownBy(gate::enter);
    }

    @Test
    void aRefusedRequestTakesNothing() {
        // Given
        Gate gate = gate(1.0, 1, null);
        gate.enter();
        for (int i = 0; i < 100; i++) {
            assertThatExceptionOfType(LimitReached.class).isThrownBy(gate::enter);
        }

        // When
        now.addAndGet(SECOND);

        // Then
        assertThatNoException().isThrownBy(gate::enter);
    }

    @Test
    void soManyMayBeUnderWayAndWhoLeavesMakesRoom() {
        // Given
        Gate gate = gate(null, null, 2);
        gate.enter();
        gate.enter();
        assertThatExceptionOfType(LimitReached.class)
                .isThrownBy(gate::enter)
                .withMessageContaining("2 requests are under way");

        // When
        gate.leave();

        // Then
        assertThatNoException().isThrownBy(gate::enter);
    }

    @Test
    void whoIsRefusedForTheRateIsNotUnderWay() {
        // Given
        Gate gate = gate(1.0, 1, 2);
        gate.enter();
        gate.leave();
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(LimitReached.class)
                    .isThrownBy(gate::enter)
                    .withMessageContaining("per second");
        }
    }

    /// Against a bucket that is refilled step by step.
    @Property(tries = 200)
    void itAgreesWithABucketOfTokens(
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 400_000_000) Long> pauses) {
        TokenBucket bucket = new TokenBucket(10, burst, 0);
        long time = 0;
        double tokens = burst;
        for (long pause : pauses) {
            time += pause;
            tokens = Math.min(burst, tokens + pause * 10 / 1e9);
            if (Math.abs(tokens - 1) < 1e-6) {
                return;
            }
            boolean passes = tokens >= 1;
            assertThat(bucket.take(time) == 0).isEqualTo(passes);
            tokens -= passes ? 1 : 0;
        }
    }
}
