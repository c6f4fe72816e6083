package io.minimlops.gateway.deployment.traffic;

import io.minimlops.gateway.duty.DutyCycle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Copies that wait for one deployment's shadow. One runs at a time, and after each the lane rests
/// long enough that copies take no more than their share of a core: a slow shadow works through
/// fewer copies and leaves the processors to requests.
///
/// All lanes together hold at most [#MOST_BYTES].
public final class ShadowLane<C> implements AutoCloseable {

    static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final AtomicLong HELD_BYTES = new AtomicLong();

    private final String name;
    private final Consumer<C> runner;
    private final ConcurrentLinkedQueue<Waiting<C>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final DutyCycle cycle = new DutyCycle();
    private volatile boolean closed;

    /// @param runner runs one copy, waiting for its end; must not throw
    public ShadowLane(String name, Consumer<C> runner) {
        this.name = name;
        this.runner = runner;
    }

    private record Waiting<C>(C copy, long bytes, double load) {}

    /// Never blocks; false when the copy finds no room and is dropped.
    ///
    /// @param bytes that the copy holds
    /// @param most that may wait, the one that runs included
    /// @param load the share of one core that copies may use, above 0 to 1
    public boolean offer(C copy, long bytes, int most, double load) {
        if (closed || count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        if (HELD_BYTES.addAndGet(bytes) > MOST_BYTES) {
            leave(bytes);
            return false;
        }
        waiting.add(new Waiting<>(copy, bytes, load));
        begin();
        return true;
    }

    /// Copies that wait or run.
    public int waiting() {
        return count.get();
    }

    private void begin() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name(name).start(this::drain);
        }
    }

    private void drain() {
        try {
            for (Waiting<C> next = waiting.poll(); next != null; next = waiting.poll()) {
                Waiting<C> each = next;
                cycle.run(() -> run(each), closed ? 1 : next.load());
            }
        } finally {
            running.set(false);
        }
        if (!waiting.isEmpty()) {
            begin();
        }
    }

    private void run(Waiting<C> next) {
        try {
            if (!closed) {
                runner.accept(next.copy());
            }
        } finally {
            leave(next.bytes());
        }
    }

    private void leave(long bytes) {
        count.decrementAndGet();
        HELD_BYTES.addAndGet(-bytes);
    }

    @Override
    public void close() {
        closed = true;
    }
}
