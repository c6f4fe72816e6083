package io.minimlops.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CandidateInputTest {

    private static List<TensorSpec> matrix(DataType type, long width) {
        return List.of(new TensorSpec("x", type, Shape.of(-1, width)));
    }

    private static LoggedRow row(List<String> columns, @Nullable Double... features) {
        return new LoggedRow("p", "r", "1", Instant.EPOCH, columns, Arrays.asList(features), 0.5);
    }

    @Test
    void namedColumnsAreFoundWhereverTheyAreLogged() throws Exception {
        // Given
        CandidateInput input = CandidateInput.of(matrix(DataType.FP32, 2), true, List.of("b", "a"));
        LoggedRow row = row(List.of("a", "c", "b"), 1.0, 2.0, null);

        // Then
        assertThat(input.obstacle(row)).isNull();
        Tensor tensor = input.tensor(List.of(row));
        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(tensor.number(0)).isNaN();
        assertThat(tensor.number(1)).isEqualTo(1);
        assertThat(input.obstacle(row(List.of("a", "c"), 1.0, 2.0))).contains("[b]");
        assertThat(input.obstacle(row(List.of()))).contains("without features");
    }

    @Test
    void unnamedColumnsAreTakenInOrderWhenThereAreAsMany() throws Exception {
        // Given
        CandidateInput input = CandidateInput.of(matrix(DataType.INT64, 2), true, List.of());

        // Then
        LoggedRow fits = row(List.of("x[0]", "x[1]"), 3.0, 4.0);
        assertThat(input.obstacle(fits)).isNull();
        assertThat(input.tensor(List.of(fits)).number(1)).isEqualTo(4);
        assertThat(input.obstacle(row(List.of("x[0]"), 3.0))).contains("1, it takes 2");
        assertThat(input.obstacle(row(List.of("x[0]", "x[1]"), 3.0, null))).contains("missing");
    }

    @Test
    void whatIsNoMatrixOfNumbersCannotBeReplayed() {
        assertThatThrownBy(() -> CandidateInput.of(matrix(DataType.BYTES, 2), true, List.of()))
                .isInstanceOf(ReplayFailed.class);
        assertThatThrownBy(() -> CandidateInput.of(matrix(DataType.FP32, 2), false, List.of()))
                .isInstanceOf(ReplayFailed.class);
    }
}
