package io.minimlops.gateway.kafka;

import io.minimlops.gateway.kafka.LogMeters.Cause;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How much a log may hold that Kafka does not have yet, in bytes or rows.
public final class LogBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public LogBudget(long most) {
        this.most = most;
    }

    /// Never blocks.
    ///
    /// @return why there is no room; null when that much is held now
    public @Nullable Cause take(int size) {
        if (size > most) {
            return Cause.TOO_LARGE;
        }
        if (held.addAndGet(size) > most) {
            held.addAndGet(-size);
            return Cause.FULL;
        }
        return null;
    }

    public void giveBack(int size) {
        held.addAndGet(-size);
    }

    public long held() {
        return held.get();
    }
}
