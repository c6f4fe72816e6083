package io.minimlops.gateway.oip;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that the bodies of all requests under way may take together, on every wire: many
/// clients that each keep to a body's own limit could fill the heap all the same. The first that a
/// request takes is free, so who asks with little is served whatever large bodies are on their way.
@ApplicationScoped
public class BodyBudget {

    private static final int FREE = 32 * 1024;

    private final long most;
    private final int free;
    private final AtomicLong held = new AtomicLong();

    @Inject
    BodyBudget(LimitsConfig limits) {
        this(limits.bodiesBytes().orElse(Runtime.getRuntime().maxMemory() / 4), FREE);
    }

    /// @param most bytes of all requests
    /// @param free bytes of each one that do not count
    BodyBudget(long most, int free) {
        this.most = most;
        this.free = free;
    }

    /// Bytes taken now.
    public long held() {
        return held.get();
    }

    public Share share() {
        return new Share();
    }

    private boolean reserve(long bytes) {
        long before = held.getAndUpdate(now -> now + bytes > most ? now : now + bytes);
        return before + bytes <= most;
    }

    /// What one request takes; from any thread.
    public final class Share {

        private long needed;
        private long counted;
        private boolean closed;

        private Share() {}

        /// False where that much is not left, or the request is over.
        public synchronized boolean grow(long more) {
            long further = Math.max(0, needed + more - free - counted);
            if (closed || !reserve(further)) {
                return false;
            }
            needed += more;
            counted += further;
            return true;
        }

        /// @throws RuntimeException as [#refusal]
        public void take(long more) {
            if (!grow(more)) {
                throw refusal(more);
            }
        }

        /// Why it cannot grow by that much: [BodiesFull], or 413 for what is too much even alone.
        public synchronized RuntimeException refusal(long more) {
            return needed + more - free <= most
                    ? new BodiesFull()
                    : new BadRequest(
                            413,
                            "the request takes more memory than there is for all bodies"
                                    + " (mlops.gateway.limits.bodies-bytes)");
        }

        /// Gives some back.
        public synchronized void shrink(long less) {
            needed -= Math.min(less, needed);
            long back = counted - Math.max(0, needed - free);
            counted -= back;
            held.addAndGet(-back);
        }

        /// Gives everything back, to be taken anew.
        synchronized void clear() {
            shrink(needed);
        }

        /// Gives everything back for good.
        public synchronized void close() {
            clear();
            closed = true;
        }
    }
}
