package io.minimlops.gateway.oip;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies may take together, from their second piece on until they are answered:
/// many clients that each keep to a body's own limit could fill the heap all the same. A body's
/// first piece is free, so who asks with little is served whatever large bodies are on their way.
final class BodyBudget {

    /// Unpacked bytes that are as good as one piece.
    static final int FREE = 64 * 1024;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /// @param most bytes
    BodyBudget(long most) {
        this.most = most;
    }

    /// Bytes taken now.
    long held() {
        return held.get();
    }

    Share share() {
        return new Share();
    }

    private boolean take(long bytes) {
        long before = held.getAndUpdate(now -> now + bytes > most ? now : now + bytes);
        return before + bytes <= most;
    }

    /// What one request takes; from any thread.
    final class Share {

        private long bytes;
        private boolean closed;

        /// False where that much is not left, or the request is over.
        synchronized boolean grow(long more) {
            if (closed || !take(more)) {
                return false;
            }
            bytes += more;
            return true;
        }

        /// Gives everything back, to be taken anew.
        synchronized void clear() {
            held.addAndGet(-bytes);
            bytes = 0;
        }

        /// Gives everything back for good.
        synchronized void close() {
            clear();
            closed = true;
        }
    }
}
