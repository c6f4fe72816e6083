package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CostModelTest {

    private final CostModel costs = new CostModel();

    @Test
    void aStraightLineIsFoundExactly() {
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
    void theFixedPartIsFoundThoughLargeBatchesAreNoisy() {
        // Given
        Random random = new Random(7);

        // When
        for (int i = 0; i < 400; i++) {
            int rows = 1 << random.nextInt(11);
            double noise = 1 + random.nextGaussian() * 0.1;
            costs.record(rows, (long) ((50_000 + 7_000L * rows) * noise));
        }

        // Then
        assertThat(costs.estimate().perBatch()).isCloseTo(50_000, Percentage.withPercentage(20));
        assertThat(costs.estimate().perRow()).isCloseTo(7_000, Percentage.withPercentage(10));
    }

    @Test
    void equalBatchesTellOnlyTheirOwnCost() {
        // When
        for (int i = 0; i < 20; i++) {
            costs.record(5, 1_000);
        }

        // Then
        assertThat(costs.estimate().perRow()).isZero();
        assertThat(costs.estimate().cost(5)).isEqualTo(1_000);
    }

    @Test
    void aPauseOfTheMachineDoesNotCount() {
        // Given
        for (int i = 0; i < 30; i++) {
            costs.record(1 + i % 4, 1_000 + 100L * (1 + i % 4));
        }
        CostEstimate before = costs.estimate();

        // When
        for (int i = 0; i < 4; i++) {
            costs.record(1 + i, 500_000_000);
        }

        // Then
        assertThat(costs.estimate().cost(4)).isCloseTo(before.cost(4), within(200L));
    }

    @Test
    void slowFirstRunsDoNotCount() {
        // When
        costs.record(1, 40_000_000);
        costs.record(1, 9_000_000);
        for (int i = 0; i < 6; i++) {
            costs.record(1, 1_000);
        }

        // Then
        assertThat(costs.estimate().known()).isTrue();
        assertThat(costs.estimate().perBatch()).isCloseTo(1_000, within(1e-6));
    }

    @Test
    void aLastingChangeIsLearnedWithinAFewBatches() {
        // Given
        for (int i = 0; i < 200; i++) {
            costs.record(1 + i % 2, 1_000);
        }

        // When
        for (int i = 0; i < 16; i++) {
            costs.record(1 + i % 2, 20_000);
        }

        // Then
        assertThat(costs.estimate().cost(1)).isEqualTo(20_000);
    }

    @Test
    void whatWasMeasuredLongAgoDoesNotCount() {
        // Given
        for (int i = 0; i < 20; i++) {
            costs.record(1_000, 5);
        }

        // When
        for (int i = 0; i < 1_001; i++) {
            costs.record(1 + i % 2, 1_000 + 100 * (1 + i % 2));
        }

        // Then
        assertThat(costs.estimate().perRow()).isCloseTo(100, within(1e-6));
    }

    @Test
    void costsNeverFallWithSizeAndAreNeverNegative() {
        // When
        for (int i = 0; i < 20; i++) {
            costs.record(1, 1_000);
            costs.record(64, 500);
        }

        // Then
        assertThat(costs.estimate().perRow()).isZero();
        assertThat(costs.estimate().perBatch()).isBetween(500.0, 1_000.0);
    }

    @Test
    void aHandfulOfBatchesIsNotReliedOn() {
        // When
        costs.record(1, 1_000);

        // Then
        assertThat(costs.estimate().known()).isFalse();
    }
}
