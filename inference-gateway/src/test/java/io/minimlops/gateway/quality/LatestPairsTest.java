package io.minimlops.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatestPairsTest {

    @Property
    void theLatestStay(
            @ForAll @IntRange(min = 1, max = 300) int most,
            @ForAll @IntRange(max = 700) int added) {
        // Given
        LatestPairs pairs = new LatestPairs(most);

        // When
        for (int i = 0; i < added; i++) {
            pairs.add(i, -i, i);
        }

        // Then
        double[] expected =
                DoubleStream.iterate(Math.max(0, added - most), i -> i + 1)
                        .limit(Math.min(added, most))
                        .toArray();
        assertThat(pairs.since(0).predictions()).containsExactlyInAnyOrder(expected);
    }

    @Test
    void whatCameBeforeIsLeftOut() {
        // Given
        LatestPairs pairs = new LatestPairs(10);
        pairs.add(0.1, 0, 1_000);
        pairs.add(0.2, 1, 2_000);

        // Then
        assertThat(pairs.since(2_000).truths()).containsExactly(1);
        assertThat(pairs.since(2_001).size()).isZero();
    }
}
