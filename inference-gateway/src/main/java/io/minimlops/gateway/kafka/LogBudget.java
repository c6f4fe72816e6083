package io.minimlops.gateway.kafka;

import java.util.concurrent.atomic.AtomicLong;

/// How much a log may hold that Kafka does not have yet, in bytes or rows.
public final class LogBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public LogBudget(long most) {
        this.most = most;
    }

    /// Never blocks; false when there is no room.
    public boolean take(int size) {
        if (held.addAndGet(size) > most) {
            held.addAndGet(-size);
            return false;
        }
        return true;
    }

    public void giveBack(int size) {
        held.addAndGet(-size);
    }

    public long held() {
        return held.get();
    }
}
