package io.minimlops.gateway.model;

import java.util.concurrent.atomic.AtomicInteger;

/// How many hold something that closes with the last of them. It begins held once; none is final.
final class Holds {

    private final AtomicInteger count = new AtomicInteger(1);

    /// False when it is closed already.
    boolean take() {
        int seen = count.get();
        while (seen > 0) {
            if (count.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = count.get();
        }
        return false;
    }

    /// True for whoever held it last.
    boolean giveBack() {
        return count.decrementAndGet() == 0;
    }

    boolean isClosed() {
        return count.get() == 0;
    }
}
