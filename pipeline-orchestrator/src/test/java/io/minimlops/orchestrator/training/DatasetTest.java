package io.minimlops.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private final Dataset data =
            new Dataset(
                    List.of("a", "b"),
                    new float[] {1, 10, 2, Float.NaN, 3, 30},
                    new float[] {0, 1, 0},
                    new long[] {0, 1_000_000, 1_000_000});

    @Test
    void itIsSplitInEventTimeWithoutLosingARow() {
        Instant second = Instant.ofEpochSecond(1);

        assertThat(data.before(second).values()).containsExactly(1, 10);
        assertThat(data.from(second).labels()).containsExactly(1, 0);
        assertThat(data.from(second.plusMillis(1)).rows()).isZero();
        assertThat(data.before(Instant.EPOCH).rows()).isZero();
    }

    @Test
    void anotherModelsColumnsAreSelectedInItsOrder() {
        Dataset selected = data.select(List.of("b", "a"));

        assertThat(selected.values()).containsExactly(10, 1, Float.NaN, 2, 30, 3);
        assertThat(selected.labels()).isSameAs(data.labels());
        assertThat(data.select(List.of("a", "b"))).isSameAs(data);
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> data.select(List.of("a", "c")))
                .isInstanceOf(BadTrainingSet.class)
                .hasMessage("no column 'c'");
        assertThatThrownBy(() -> data.column("c")).isInstanceOf(BadTrainingSet.class);
    }

    @Test
    void missingValuesAreNaNAndCounted() {
        assertThat(data.column("b")).containsExactly(10, Double.NaN, 30);
        assertThat(data.missing()).isEqualTo(1);
    }

    @Test
    void valuesThatDoNotFillTheRowsAreRefused() {
        assertThatThrownBy(() -> new Dataset(List.of("a"), new float[3], new float[2], new long[0]))
                .isInstanceOf(BadTrainingSet.class);
        assertThatThrownBy(() -> new Dataset(List.of("a"), new float[2], new float[2], new long[1]))
                .isInstanceOf(BadTrainingSet.class);
    }
}
