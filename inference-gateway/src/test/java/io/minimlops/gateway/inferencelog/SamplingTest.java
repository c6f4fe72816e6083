package io.minimlops.gateway.inferencelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplingTest {

    @Test
    void aShareOfRequestsIsTold() {
        long told =
                Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(50_000)
                        .filter(id -> Sampling.takes(id, 0.2))
                        .count();

        assertThat(told).isBetween(9_500L, 10_500L);
    }

    @Test
    void allOrNothingIsExact() {
        assertThat(Sampling.takes("any", 1)).isTrue();
        assertThat(Sampling.takes("any", 0)).isFalse();
    }
}
