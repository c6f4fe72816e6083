package io.minimlops.gateway.inferencelog;

import io.minimlops.gateway.kafka.LogBudget;
import io.minimlops.gateway.kafka.LogMeters.Cause;
import org.jspecify.annotations.Nullable;

/// Rows that may wait to be told.
final class RowBudget {

    private final int most;
    private final LogBudget budget;

    RowBudget(int most) {
        this.most = most;
        this.budget = new LogBudget(most);
    }

    /// Never blocks.
    ///
    /// @return why there is no room; null when the rows are held now
    @Nullable Cause take(int rows) {
        if (rows > most) {
            return Cause.TOO_LARGE;
        }
        return budget.take(rows) ? null : Cause.FULL;
    }

    void giveBack(int rows) {
        budget.giveBack(rows);
    }

    long held() {
        return budget.held();
    }
}
