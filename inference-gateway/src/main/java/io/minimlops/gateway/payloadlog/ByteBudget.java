package io.minimlops.gateway.payloadlog;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that may be held at once.
final class ByteBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    ByteBudget(long most) {
        this.most = most;
    }

    /// Never blocks; false when there is no room.
    boolean take(int bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(int bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
