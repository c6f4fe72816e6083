package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostModelTest {

    @Test
    void aStraightLineIsFoundExactly() {
        // Given
        CostModel costs = new CostModel();

        // When
        for (int rows = 1; rows <= 100; rows++) {
            costs.record(rows, 700 + 30L * rows);
        }

        // Then
        assertThat(costs.estimate().perRow()).isCloseTo(30, within(1e-6));
        assertThat(costs.estimate().perBatch()).isCloseTo(700, within(1e-4));
        assertThat(costs.estimate().cost(10)).isEqualTo(1_000);
    }

    @Test
    void equalBatchesTellOnlyTheFixedCost() {
        // Given
        CostModel costs = new CostModel();

        // When
        for (int i = 0; i < 20; i++) {
            costs.record(5, 1_000);
        }

        // Then
        assertThat(costs.estimate().perRow()).isZero();
        assertThat(costs.estimate().cost(5)).isEqualTo(1_000);
    }

    @Test
    void aHandfulOfBatchesIsNotRelied() {
        // Given
        CostModel costs = new CostModel();

        // When
        costs.record(1, 1_000);

        // Then
        assertThat(costs.estimate().known()).isFalse();
    }
}
