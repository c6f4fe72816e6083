package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {

    private final Start start = new Start(Duration.ofSeconds(30), Duration.ofSeconds(5));

    @Test
    void whileTheDeploymentsAreUnknownTheRegistryIsAskedLessAndLessOften() {
        // When
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(start.looked(false, true, Duration.ZERO).toMillis());
        }

        // Then
        assertThat(pauses)
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L, 5_000L);
        assertThat(start.isOver()).isFalse();
    }

    @Test
    void theFirstLookAtAllDeploymentsEndsTheStart() {
        // When
        Duration pause = start.looked(true, false, Duration.ofMillis(300));

        // Then
        assertThat(start.isOver()).isTrue();
        assertThat(pause).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void championsSufficeWhenPatienceEnds() {
        // Given
        start.looked(false, true, Duration.ofSeconds(29));
        boolean early = start.isOver();

        // When
        start.looked(false, true, Duration.ofSeconds(30));

        // Then
        assertThat(early).isFalse();
        assertThat(start.isOver()).isTrue();
    }

    @Test
    void withoutKafkaAndWithoutTheRegistryTheStartGoesOn() {
        // When
        start.looked(false, false, Duration.ofHours(1));

        // Then
        assertThat(start.isOver()).isFalse();
    }

    @Test
    void whatIsOverStaysOver() {
        // Given
        start.looked(false, true, Duration.ofSeconds(30));

        // When
        start.looked(false, false, Duration.ofSeconds(35));

        // Then
        assertThat(start.isOver()).isTrue();
    }

    @Test
    void aRegistryPolledOftenIsNotAskedLessOftenThanThat() {
        // Given
        Start hasty = new Start(Duration.ofSeconds(30), Duration.ofMillis(100));

        // When
        Duration pause = hasty.looked(false, true, Duration.ZERO);

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(100));
    }
}
