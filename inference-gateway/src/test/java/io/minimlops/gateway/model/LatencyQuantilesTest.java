package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyQuantilesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LatencyQuantiles quantiles = new LatencyQuantiles();

    @Test
    void quantilesAreWithinThreePercent() {
        // When
        for (int micros = 1; micros <= 100_000; micros++) {
            quantiles.add(micros * 1_000L, SECOND);
        }

        // Then
        var found = quantiles.micros(SECOND);
        assertThat(found.keySet()).containsExactly(0.5, 0.9, 0.95, 0.99, 0.999);
        found.forEach(
                (rank, micros) ->
                        assertThat(micros)
                                .isCloseTo(rank * 100_000, Percentage.withPercentage(3.2)));
    }

    @Test
    void whatIsOldIsForgotten() {
        // Given
        quantiles.add(5_000, 0);

        // When
        quantiles.add(9_000, 31 * SECOND);

        // Then
        assertThat(quantiles.micros(31 * SECOND)).containsEntry(0.5, 5.0).containsEntry(0.99, 9.0);
        quantiles.add(9_000, 62 * SECOND);
        assertThat(quantiles.micros(62 * SECOND)).containsEntry(0.5, 9.0);
        assertThat(quantiles.micros(200 * SECOND).get(0.5)).isNaN();
    }

    @Test
    void anyDurationCounts() {
        // When
        quantiles.add(-5, 0);
        quantiles.add(Long.MAX_VALUE, 0);

        // Then
        assertThat(quantiles.micros(0)).containsEntry(0.5, 0.0);
        assertThat(quantiles.micros(0).get(0.999)).isGreaterThan(100e6);
    }
}
