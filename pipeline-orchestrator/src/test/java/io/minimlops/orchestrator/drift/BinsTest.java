package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinsTest {

    @Test
    void aValueOnAnEdgeBelongsToTheIntervalItCloses() {
        Bins bins = new Bins.Intervals(new double[] {0, 0.5});

        long[] counts = bins.count(new double[] {-1, -0.0, 0, 0.1, 0.5, 0.6, Double.NaN});

        assertThat(counts).containsExactly(3, 2, 1);
    }

    @Test
    void infinitelyFarValuesFallIntoTheEnds() {
        Bins bins = new Bins.Intervals(new double[] {0});

        assertThat(bins.cell(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(bins.cell(Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void aValueTheReferenceNeverSawFallsIntoTheLastCell() {
        Bins bins = new Bins.Values(new double[] {1, 2, 7});

        assertThat(bins.count(new double[] {1, 7, 3, 9, 2, 2})).containsExactly(1, 2, 1, 2);
    }
}
