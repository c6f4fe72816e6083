package io.minimlops.gateway.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DutyCycleTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9, 1})
    void inTheLongRunItWorksItsShare(double share) {
        // Given
        DutyCycle cycle = new DutyCycle();
        Random random = new Random(7);
        long worked = 0;
        long rested = 0;

        // When
        for (int i = 0; i < 10_000; i++) {
            long work = random.nextLong(200_000);
            worked += work;
            long rest = cycle.worked(work, share);
            cycle.rested(rest);
            rested += rest;
        }

        // Then
        assertThat((double) worked / (worked + rested)).isCloseTo(share, within(0.01));
    }

    @Test
    void restsAreNeverTooShortForAThreadToTake() {
        // Given
        DutyCycle cycle = new DutyCycle();

        // When
        long first = cycle.worked(DutyCycle.SHORTEST_REST_NANOS - 1, 0.5);
        long second = cycle.worked(1, 0.5);

        // Then
        assertThat(first).isZero();
        assertThat(second).isEqualTo(DutyCycle.SHORTEST_REST_NANOS);
    }

    @Test
    void idleTimeIsRestButIsNotSavedUp() {
        // Given
        DutyCycle cycle = new DutyCycle();

        // When
        cycle.rested(1_000_000_000);

        // Then
        assertThat(cycle.worked(2_000_000, 0.5)).isEqualTo(2_000_000);
    }

    @Test
    void aWaitForSomebodyElseNeedsNoRest() {
        // Given
        DutyCycle cycle = new DutyCycle(10_000_000);

        // When
        long rest = cycle.worked(5_000_000_000L, 0.5);

        // Then
        assertThat(rest).isEqualTo(10_000_000);
    }
}
