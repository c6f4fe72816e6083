package io.minimlops.gateway.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.model.ClassLabels;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationTest {

    private static final ClassLabels UNNAMED = new ClassLabels(true, List.of());

    @Test
    void eachRowGivesItsGreatestValuesTheGreatestFirst() {
        // Given
        Tensor output = floats(Shape.of(2, 3), 0.1f, 0.7f, 0.2f, 0.5f, 0.25f, 0.25f);

        // When
        Tensor classes = Classification.of(output, 2, UNNAMED);

        // Then
        assertThat(classes.type()).isEqualTo(DataType.BYTES);
        assertThat(classes.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(texts(classes))
                .containsExactly("0.700000:1", "0.200000:2", "0.500000:0", "0.250000:1");
    }

    @Test
    void labelsStandBehindTheIndexAsFarAsThereAreAny() {
        // Given
        ClassLabels labels = new ClassLabels(true, List.of("on time", "late"));

        // When
        Tensor classes = Classification.of(floats(Shape.of(1, 3), 1, 3, 2), 3, labels);

        // Then
        assertThat(texts(classes))
                .containsExactly("3.000000:1:late", "2.000000:2", "1.000000:0:on time");
    }

    @Test
    void moreClassesThanThereAreValuesAreAllOfThem() {
        assertThat(Classification.of(floats(Shape.of(1, 2), 1, 2), 1000, UNNAMED).shape())
                .isEqualTo(Shape.of(1, 2));
    }

    @Test
    void aModelWithoutABatchIsOneRowOfClasses() {
        // When
        Tensor classes =
                Classification.of(
                        floats(Shape.of(2, 2), 1, 4, 3, 2), 2, new ClassLabels(false, List.of()));

        // Then
        assertThat(classes.shape()).isEqualTo(Shape.of(2));
        assertThat(texts(classes)).containsExactly("4.000000:1", "3.000000:2");
    }

    @Test
    void notANumberComesLast() {
        assertThat(texts(Classification.of(floats(Shape.of(1, 3), Float.NaN, -1, 5), 2, UNNAMED)))
                .containsExactly("5.000000:2", "-1.000000:1");
    }

    @Test
    void wholeNumbersAreToldWithoutAPointAndToTheLastDigit() {
        // Given
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(9007199254740993L).putLong(-1).flip();
        Tensor output = Tensor.of("y", DataType.INT64, Shape.of(1, 2), new Numbers(bytes));

        // When, Then
        assertThat(texts(Classification.of(output, 2, UNNAMED)))
                .containsExactly("9007199254740993:0", "-1:1");
    }

    @Test
    void stringsHaveNoClasses() {
        // Given
        Tensor output =
                Tensor.of("y", DataType.BYTES, Shape.of(1), new Strings(List.of(new byte[1])));

        // When, Then
        assertThatThrownBy(() -> Classification.of(output, 1, UNNAMED))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("'y'");
    }

    private static Tensor floats(Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Tensor.of("y", DataType.FP32, shape, new Numbers(bytes.flip()));
    }

    private static List<String> texts(Tensor tensor) {
        return ((Strings) tensor.content())
                .elements().stream().map(element -> new String(element, UTF_8)).toList();
    }
}
