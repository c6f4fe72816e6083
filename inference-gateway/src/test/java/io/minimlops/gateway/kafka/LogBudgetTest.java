package io.minimlops.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.kafka.LogMeters.Cause;
import org.junit.jupiter.api.Test;

class LogBudgetTest {

    @Test
    void whatFindsNoRoomIsRefusedAndHoldsNothing() {
        // Given
        LogBudget budget = new LogBudget(10);

        // Then
        assertThat(budget.take(7)).isNull();
        assertThat(budget.take(4)).isEqualTo(Cause.FULL);
        assertThat(budget.take(3)).isNull();
        assertThat(budget.held()).isEqualTo(10);
    }

    @Test
    void roomComesBackWithWhatWasTold() {
        // Given
        LogBudget budget = new LogBudget(10);
        budget.take(10);

        // When
        budget.giveBack(10);

        // Then
        assertThat(budget.take(10)).isNull();
    }

    @Test
    void whatWouldNotFitIntoAnEmptyBufferIsTooLargeRatherThanUnlucky() {
        assertThat(new LogBudget(10).take(11)).isEqualTo(Cause.TOO_LARGE);
    }
}
