package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CanarySplitTest {

    @Property
    void whoIsWithTheCanaryStaysWhileItsShareGrows(
            @ForAll String key,
            @ForAll @IntRange(min = 0, max = 100) int percent,
            @ForAll @IntRange(min = 0, max = 100) int more) {
        int smaller = Math.min(percent, more);
        int larger = Math.max(percent, more);

        assertThat(
                        !CanarySplit.takes("flights", key, smaller)
                                || CanarySplit.takes("flights", key, larger))
                .isTrue();
    }

    @Property
    void noneIsNobodyAndAllIsEverybody(@ForAll String key) {
        assertThat(CanarySplit.takes("flights", key, 0)).isFalse();
        assertThat(CanarySplit.takes("flights", key, 100)).isTrue();
    }

    @Test
    void theShareIsWhatWasAskedFor() {
        for (int percent : new int[] {1, 20, 50}) {
            // When
            long taken =
                    IntStream.range(0, 100_000)
                            .filter(i -> CanarySplit.takes("flights", "user-" + i, percent))
                            .count();

            // Then
            assertThat(taken / 1_000.0).isCloseTo(percent, within(0.5));
        }
    }

    @Test
    void twoDeploymentsPickDifferentUsers() {
        // When
        long both =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "user-" + i)
                        .filter(key -> CanarySplit.takes("one", key, 10))
                        .filter(key -> CanarySplit.takes("other", key, 10))
                        .count();

        // Then
        assertThat(both).isBetween(50L, 160L);
    }

    @Test
    void aKeysPlaceNeverChangesBetweenReleases() {
        assertThat(CanarySplit.place("flights", "user-1")).isEqualTo(8119);
        assertThat(CanarySplit.place("flights", "user-2")).isEqualTo(2790);
    }
}
