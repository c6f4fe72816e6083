package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DivergenceTest {

    @Property(tries = 300)
    void distancesAreSymmetricBoundedAndZeroForTheSame(
            @ForAll @Size(6) List<@IntRange(max = 500) Integer> a,
            @ForAll @Size(6) List<@IntRange(max = 500) Integer> b) {
        double[] p = fractions(a);
        double[] q = fractions(b);

        double js = Divergence.jensenShannonBase2(p, q);
        assertThat(js).isBetween(0.0, 1.0 + 1e-12);
        assertThat(Divergence.jensenShannonBase2(q, p)).isCloseTo(js, within(1e-12));
        assertThat(Divergence.jensenShannonBase2(p, p)).isCloseTo(0, within(1e-7));
        assertThat(Divergence.hellinger(p, q)).isBetween(0.0, 1.0 + 1e-12);
        assertThat(Divergence.totalVariation(p, q))
                .isBetween(0.0, 1.0 + 1e-12)
                .isGreaterThanOrEqualTo(Divergence.infinityNorm(p, q) - 1e-12);
        double psi = Divergence.psi(Divergence.floored(p), Divergence.floored(q));
        assertThat(psi).isNotNegative();
        assertThat(Divergence.psi(Divergence.floored(q), Divergence.floored(p)))
                .isCloseTo(psi, within(1e-9));
    }

    @Property(tries = 300)
    void kolmogorovsDistanceIsTheLargestGapOfTheShares(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 12) Integer> a,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 12) Integer> b) {
        double[] first = sorted(a);
        double[] second = sorted(b);

        double largest = 0;
        for (int x = 0; x <= 12; x++) {
            largest = Math.max(largest, Math.abs(shareUpTo(first, x) - shareUpTo(second, x)));
        }
        assertThat(TwoSamples.kolmogorovSmirnov(first, second)).isCloseTo(largest, within(1e-12));
    }

    @Property(tries = 200)
    void movingEveryValueMovesWassersteinByAsMuch(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 1_000) Integer> a,
            @ForAll @DoubleRange(min = 0, max = 50) double step) {
        double[] values = sorted(a);
        double[] moved = Arrays.stream(values).map(v -> v + step).toArray();

        assertThat(TwoSamples.wasserstein(values, moved)).isCloseTo(step, within(1e-6));
    }

    @Property(tries = 200)
    void everyValueFallsIntoExactlyOneCell(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -5, max = 5) Double> first,
            @ForAll @Size(max = 200) List<@DoubleRange(min = -9, max = 9) Double> second) {
        double[] reference = first.stream().mapToDouble(v -> v).toArray();
        double[] window = second.stream().mapToDouble(v -> v).toArray();

        ColumnReference column = ColumnReference.fit("x", reference);

        assertThat(Arrays.stream(column.counts()).sum()).isEqualTo(reference.length);
        assertThat(Arrays.stream(column.bins().count(window)).sum()).isEqualTo(window.length);
    }

    /// One row more in every cell, so that no sample is empty.
    private static double[] fractions(List<Integer> counts) {
        return Divergence.fractions(counts.stream().mapToLong(c -> c + 1L).toArray());
    }

    private static double[] sorted(List<Integer> values) {
        return values.stream().mapToDouble(v -> v).sorted().toArray();
    }

    private static double shareUpTo(double[] sorted, double x) {
        return (double) Arrays.stream(sorted).filter(v -> v <= x).count() / sorted.length;
    }
}
