package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceDistributionTest {

    @Test
    void aContinuousColumnIsCutIntoDeciles() {
        double[] values = IntStream.rangeClosed(1, 1_000).asDoubleStream().toArray();

        ColumnReference column = ColumnReference.fit("distance", values);

        assertThat(column.bins().size()).isEqualTo(10);
        assertThat(column.counts()).containsOnly(100);
        assertThat(column.sample()).hasSize(1_000).startsWith(1f).endsWith(1_000f);
    }

    @Test
    void fewValuesGetACellEachAndOneForNewOnes() {
        double[] weekdays = IntStream.range(0, 700).mapToDouble(i -> i % 7).toArray();

        ColumnReference column = ColumnReference.fit("weekday", weekdays);

        assertThat(column.bins()).isInstanceOf(Bins.Values.class);
        assertThat(column.counts()).containsExactly(100, 100, 100, 100, 100, 100, 100, 0);
    }

    @Test
    void rareValuesShareTheLastCell() {
        double[] hours =
                IntStream.range(0, 1_000).mapToDouble(i -> i < 4 ? 3 : 6 + i % 2).toArray();

        ColumnReference column = ColumnReference.fit("hour", hours);

        assertThat(((Bins.Values) column.bins()).values()).containsExactly(6, 7);
        assertThat(column.counts()).containsExactly(498, 498, 4);
    }

    @Test
    void equalDecilesBecomeOneEdge() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values =
                IntStream.range(0, 1_000)
                        .mapToDouble(i -> i < 500 ? 0 : random.nextDouble())
                        .toArray();

        ColumnReference column = ColumnReference.fit("late_share", values);

        assertThat(column.bins().size()).isLessThan(10);
        assertThat(column.counts()[0]).isEqualTo(500);
        assertThat(Arrays.stream(column.counts()).sum()).isEqualTo(1_000);
    }

    @Test
    void missingValuesAreCountedAndNotBinned() {
        ColumnReference column =
                ColumnReference.fit("x", new double[] {1, Double.NaN, 2, Double.POSITIVE_INFINITY});

        assertThat(column.rows()).isEqualTo(2);
        assertThat(column.missingShare()).isEqualTo(0.5);
        assertThat(Arrays.stream(column.counts()).sum()).isEqualTo(2);
    }

    @Test
    void aColumnWithoutAnyValueCanBeFrozen() {
        ColumnReference column = ColumnReference.fit("x", new double[] {Double.NaN});

        assertThat(column.rows()).isZero();
        assertThat(column.missingShare()).isEqualTo(1);
        assertThat(column.sample()).isEmpty();
    }

    @Test
    void aLargeSampleIsThinnedToItsQuantiles() {
        double[] values = IntStream.range(0, 100_000).asDoubleStream().toArray();

        ColumnReference column = ColumnReference.fit("x", values);

        assertThat(column.sample()).hasSize(ColumnReference.SAMPLE_SIZE).endsWith(99_999f);
        assertThat((double) column.sample()[1_000]).isBetween(49_900.0, 50_100.0);
    }

    @Test
    void theFileGivesBackWhatWasFrozen() {
        ReferenceDistribution reference =
                ReferenceDistribution.fit(
                        "set-1",
                        "sha256:ab",
                        3,
                        List.of("a", "b"),
                        name -> name.equals("a") ? new double[] {1, 2, 2} : ramp());

        ReferenceDistribution read = ReferenceFile.read(ReferenceFile.write(reference));

        assertThat(read).usingRecursiveComparison().isEqualTo(reference);
    }

    @Test
    void aFileWhoseCountsDoNotFitItsCellsIsRefused() {
        String json =
                """
                {"method":"deciles-1","trainingSet":"s","contentHash":"h","rows":1,"columns":[
                 {"name":"a","bins":{"kind":"intervals","edges":[1.0]},"counts":[1],"rows":1,
                  "missing":0,"mean":1,"deviation":0,"sample":[1.0]}]}
                """;

        assertThatThrownBy(() -> ReferenceFile.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableReference.class)
                .hasMessageContaining("1 counts for 2 cells");
    }

    @Test
    void anotherFileIsRefused() {
        for (String text : List.of("", "[]", "{}", "not json", "{\"columns\":[{}]}")) {
            assertThatThrownBy(() -> ReferenceFile.read(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(UnreadableReference.class);
        }
    }

    private static double[] ramp() {
        return IntStream.range(0, 50).mapToDouble(i -> i / 7.0).map(d -> (float) d).toArray();
    }
}
