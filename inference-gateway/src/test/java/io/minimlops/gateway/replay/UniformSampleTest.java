package io.minimlops.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UniformSampleTest {

    @Test
    void quantilesOfFewAreExactAndOfManyAreClose() {
        // Given
        UniformSample few = new UniformSample(1_000);
        UniformSample many = new UniformSample(1_000);

        // When
        for (int i = 1; i <= 100; i++) {
            few.add(i);
        }
        for (int i = 1; i <= 100_000; i++) {
            many.add(i / 1_000.0);
        }

        // Then
        assertThat(few.quantiles()).containsEntry("p50", 50.0).containsEntry("p99", 99.0);
        assertThat(many.quantiles().get("p50")).isCloseTo(50, within(5.0));
        assertThat(many.quantiles().get("p90")).isCloseTo(90, within(3.0));
    }
}
