package io.minimlops.gateway.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void shapesOfEqualDimensionsAreEqual() {
        assertThat(Shape.of(2, 3)).isEqualTo(new Shape(List.of(2L, 3L)));
        assertThat(Shape.of(2, 3)).hasSameHashCodeAs(new Shape(List.of(2L, 3L)));
        assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).hasToString("[2,3]");
    }

    @Test
    void aShapeDoesNotChangeWithTheArrayItWasMadeOf() {
        // Given
        long[] dimensions = {2, 3};
        Shape shape = Shape.of(dimensions);

        // When
        dimensions[0] = 9;
        shape.toArray()[1] = 9;

        // Then
        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void rowsAreSplitFromTheRest() {
        assertThat(Shape.of(2, 3).rows()).isEqualTo(2);
        assertThat(Shape.of(2, 3).perRow()).isEqualTo(Shape.of(3));
        assertThat(Shape.of(2, 3).withRows(7)).isEqualTo(Shape.of(7, 3));
        assertThat(Shape.of().rows()).isEqualTo(1);
        assertThat(Shape.of().perRow()).isEqualTo(Shape.of());
    }

    @Test
    void aSignatureAdmitsAnyExtentWhereItNamesNone() {
        // Given
        Shape signature = Shape.of(Shape.ANY, 3);

        // Then
        assertThat(signature.isKnown()).isFalse();
        assertThat(signature.admits(Shape.of(5, 3))).isTrue();
        assertThat(signature.admits(Shape.of(5, 4))).isFalse();
        assertThat(signature.admits(Shape.of(5))).isFalse();
    }

    @Test
    void elementsThatNoLongCanCountOverflow() {
        assertThat(Shape.of(4, 5).elements()).isEqualTo(20);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(Shape.of(Long.MAX_VALUE, 2)::elements);
    }
}
