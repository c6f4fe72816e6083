package io.minimlops.gateway.kafka;

import io.minimlops.gateway.duty.DutyCycle;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Hands what a log was given to one thread of its own, in order. Giving never blocks; how much may
/// wait is the giver's to decide, see [LogBudget].
///
/// @param <E> what is told
public final class LogWriter<E> implements AutoCloseable {

    /// What takes longer was a wait for Kafka.
    private static final long LONGEST_WORK_NANOS = 10_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<E> telling;
    private final double share;
    private final BlockingQueue<E> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    /// @param telling must not throw
    /// @param share of one core that telling may take, above 0 to 1
    public LogWriter(String name, Consumer<E> telling, double share) {
        this.telling = telling;
        this.share = share;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::tellAll);
    }

    public void start() {
        thread.start();
    }

    public void add(E next) {
        waiting.add(next);
    }

    private void tellAll() {
        DutyCycle cycle = new DutyCycle(LONGEST_WORK_NANOS);
        while (!closing || !waiting.isEmpty()) {
            try {
                E next = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (next != null) {
                    cycle.run(() -> telling.accept(next), closing ? 1 : share);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Waits until everything is told, but not for long.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
