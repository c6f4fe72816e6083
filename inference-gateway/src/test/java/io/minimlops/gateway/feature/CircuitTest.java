package io.minimlops.gateway.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Circuit circuit = new Circuit(2, Duration.ofNanos(10), now::get);

    @Test
    void failuresInARowOpenIt() {
        // Given
        circuit.failed();
        circuit.succeeded();
        circuit.failed();

        // Then
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).isTrue();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void oneTriesNowAndThenAndTheFirstSuccessClosesIt() {
        // Given
        circuit.failed();
        circuit.failed();

        // When
        now.addAndGet(10);

        // Then
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
        assertThat(circuit.failed()).as("open already").isFalse();
        now.addAndGet(10);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isTrue();
    }
}
