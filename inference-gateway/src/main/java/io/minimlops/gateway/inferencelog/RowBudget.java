package io.minimlops.gateway.inferencelog;

import io.minimlops.gateway.kafka.LogMeters.Cause;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Rows that may wait to be told.
final class RowBudget {

    private final int most;
    private final AtomicInteger held = new AtomicInteger();

    RowBudget(int most) {
        this.most = most;
    }

    /// Never blocks.
    ///
    /// @return why there is no room; null when the rows are held now
    @Nullable Cause take(int rows) {
        if (rows > most) {
            return Cause.TOO_LARGE;
        }
        if (held.addAndGet(rows) > most) {
            held.addAndGet(-rows);
            return Cause.FULL;
        }
        return null;
    }

    void giveBack(int rows) {
        held.addAndGet(-rows);
    }

    int held() {
        return held.get();
    }
}
