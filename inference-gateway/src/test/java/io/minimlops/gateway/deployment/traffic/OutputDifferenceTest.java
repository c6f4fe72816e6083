package io.minimlops.gateway.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputDifferenceTest {

    private static List<Tensor> output(int rows, int width, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return List.of(
                Tensor.of(
                        "score",
                        DataType.FP32,
                        Shape.of(rows, width),
                        new Tensor.Numbers(bytes.flip())));
    }

    private static OutputDifference of(List<Tensor> ours, List<Tensor> theirs) {
        return OutputDifference.of(ours, theirs, 0.05, 0.5);
    }

    @Test
    void scoresAreComparedValueByValueAndDecisionByDecision() {
        // When
        OutputDifference difference =
                of(output(3, 1, 0.25f, 0.5f, 0.75f), output(3, 1, 0.25f, 0.25f, 0.78125f));

        // Then
        assertThat(difference.values()).isEqualTo(3);
        assertThat(difference.differing()).isEqualTo(1);
        assertThat(difference.flips()).isEqualTo(1);
        assertThat(difference.max()).isCloseTo(0.25, within(1e-9));
        assertThat(difference.sum()).isCloseTo(0.28125, within(1e-9));
    }

    @Test
    void classesFlipWhenTheGreatestIsAnother() {
        // When
        OutputDifference difference =
                of(output(2, 3, 1, 2, 3, 3, 2, 1), output(2, 3, 1, 9, 3, 4, 2, 1));

        // Then
        assertThat(difference.rows()).isEqualTo(2);
        assertThat(difference.flips()).isEqualTo(1);
    }

    @Test
    void oneNotANumberDiffersByNoAmount() {
        // When
        OutputDifference difference =
                of(output(2, 1, Float.NaN, Float.NaN), output(2, 1, Float.NaN, 0));

        // Then
        assertThat(difference.differing()).isEqualTo(1);
        assertThat(difference.sum()).isZero();
    }

    @Test
    void otherShapesAreNotComparable() {
        assertThat(of(output(1, 2, 0, 1), output(2, 1, 0, 1)).comparable()).isFalse();
        assertThat(of(output(1, 2, 0, 1), List.of()).comparable()).isFalse();
    }
}
