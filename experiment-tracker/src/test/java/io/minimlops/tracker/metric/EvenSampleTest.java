package io.minimlops.tracker.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenSampleTest {

    @Test
    void fewRowsStandForThemselves() {
        assertThat(EvenSample.of(3, 3)).containsExactly(0, 1, 2);
        assertThat(EvenSample.of(0, 5)).isEmpty();
    }

    @Test
    void ofManyRowsTheFirstOfEachBucketIsKeptAndTheLastOne() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            int rows = 1 + random.nextInt(3000);
            int most = 1 + random.nextInt(400);

            int[] places = EvenSample.of(rows, most);

            assertThat(places).as("%d of %d", most, rows).isEqualTo(byBuckets(rows, most));
        }
    }

    @Test
    void manyRowsDoNotOverflow() {
        int[] places = EvenSample.of(2_000_000_000, 2500);
        assertThat(places).hasSize(2500).isSorted().endsWith(1_999_999_999);
    }

    /// Every row put into its bucket, one by one.
    private static int[] byBuckets(int rows, int most) {
        if (rows <= most) {
            return IntStream.range(0, rows).toArray();
        }
        TreeMap<Long, Integer> first = new TreeMap<>();
        for (int row = 0; row < rows; row++) {
            first.putIfAbsent((long) row * most / rows, row);
        }
        first.put(most - 1L, rows - 1);
        return first.values().stream().mapToInt(Integer::intValue).toArray();
    }
}
