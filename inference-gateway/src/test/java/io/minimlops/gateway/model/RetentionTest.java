package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final VersionId ONE = new VersionId("m", "1");
    private static final VersionId TWO = new VersionId("m", "2");
    private static final VersionId THREE = new VersionId("m", "3");
    private static final List<VersionId> ALL = List.of(ONE, TWO, THREE);
    private static final Instant NOW = Instant.EPOCH;

    private final Retention retention = new Retention(1, Duration.ofMinutes(10));

    @Test
    void theVersionThatWasWantedLastStays() {
        // Given
        retention.surplus(ALL, Set.of(ONE, THREE), NOW);

        // When
        Set<VersionId> surplus = retention.surplus(ALL, Set.of(THREE), NOW.plusSeconds(1));

        // Then
        assertThat(surplus).containsExactly(TWO);
    }

    @Test
    void ofThoseThatWereWantedAsLongTheNewestStays() {
        assertThat(retention.surplus(ALL, Set.of(), NOW)).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void noneStaysLongerThanItMay() {
        // Given
        retention.surplus(List.of(ONE, TWO), Set.of(TWO), NOW);

        // When
        Set<VersionId> atTheLimit =
                retention.surplus(List.of(ONE, TWO), Set.of(TWO), NOW.plusSeconds(600));
        Set<VersionId> afterIt =
                retention.surplus(List.of(ONE, TWO), Set.of(TWO), NOW.plusSeconds(601));

        // Then
        assertThat(atTheLimit).isEmpty();
        assertThat(afterIt).containsExactly(ONE);
    }

    @Test
    void whatIsWantedAgainOrLoadedAgainBeginsAnew() {
        // Given
        Instant later = NOW.plusSeconds(601);
        retention.surplus(List.of(ONE), Set.of(), NOW);
        retention.surplus(List.of(TWO), Set.of(), NOW);

        // When
        retention.surplus(List.of(ONE), Set.of(ONE), NOW.plusSeconds(300));
        retention.gone(TWO);

        // Then
        assertThat(retention.surplus(List.of(ONE), Set.of(), later)).isEmpty();
        assertThat(retention.surplus(List.of(TWO), Set.of(), later)).isEmpty();
    }
}
