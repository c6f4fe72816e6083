package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchQueue.Next;
import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Late-binding dynamic batching. Requests wait in lanes; a free executor takes what is there when
/// it is free, so an idle batcher runs a request at once and a busy one forms batches by itself.
///
/// Every accepted request is answered exactly once: with an [Outcome], with the runner's failure,
/// or with [WorkRefused].
public final class Batcher<K, P, R> implements AutoCloseable {

    private final BatchSettings settings;
    private final BatchQueue<K, P, R> queue;
    private final AnswerOrder order = new AnswerOrder();
    private final List<Thread> executors = new ArrayList<>();
    private final Consumer<BatchReport> observer;

    /// @param runners called once per executor
    /// @param observer told of every batch that ran, before its requests are answered
    public Batcher(
            BatchSettings settings,
            Supplier<BatchRunner<P, R>> runners,
            ThreadFactory threads,
            Consumer<BatchReport> observer) {
        this.settings = settings;
        this.observer = observer;
        this.queue = new BatchQueue<>(settings);
        for (int i = 0; i < settings.executors(); i++) {
            BatchRunner<P, R> runner = runners.get();
            executors.add(threads.newThread(() -> serve(runner)));
        }
        executors.forEach(Thread::start);
    }

    /// Queues a request.
    ///
    /// @throws WorkRefused when it is too large, the queue is full, its time cannot suffice, or the
    ///     batcher is closed
    public Ticket<R> submit(Work<K, P> work) {
        if (work.rows() > settings.maxRows()) {
            throw new WorkRefused(
                    Reason.TOO_LARGE,
                    "request has %d rows, a batch has at most %d"
                            .formatted(work.rows(), settings.maxRows()));
        }
        Entry<K, P, R> entry =
                new Entry<>(
                        work,
                        settings.level(work.priority()),
                        System.nanoTime(),
                        settings.timeoutNanos(work.timeoutNanos()));
        queue.add(
                entry,
                () -> {
                    if (settings.preserveOrdering()) {
                        order.expect(entry);
                    }
                });
        return new Ticket<>(entry, why -> withdraw(entry, why));
    }

    /// Requests that wait for an executor.
    public int pending() {
        return queue.pending();
    }

    /// What a batch of so many rows is expected to take, in nanoseconds; 0 before enough was
    /// measured.
    public long expectedNanos(int rows) {
        return queue.estimate().cost(rows);
    }

    /// Refuses new work, runs what is queued, and returns when the last executor has closed its
    /// runner.
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread executor : executors) {
            while (executor.isAlive()) {
                try {
                    executor.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean withdraw(Entry<K, P, R> entry, WorkRefused why) {
        boolean removed = queue.remove(entry);
        if (removed) {
            fail(entry, why);
        }
        return removed;
    }

    private void serve(BatchRunner<P, R> runner) {
        try (runner) {
            for (Next<K, P, R> next = queue.next(); next != null; next = queue.next()) {
                switch (next) {
                    case Next.Batch<K, P, R>(var released) -> run(runner, released);
                    case Next.Expired<K, P, R>(var entries) ->
                            entries.forEach(entry -> fail(entry, entry.expiry()));
                }
            }
        }
    }

    /// Whatever a runner throws, errors included, belongs to the requests of this batch; the
    /// executor goes on.
    private void run(BatchRunner<P, R> runner, Released<K, P, R> batch) {
        try {
            Ran<R> ran = runner.run(batch.payloads());
            if (ran.results().size() != batch.entries().size()) {
                throw new IllegalStateException("the runner answered another number of payloads");
            }
            answer(batch, ran);
        } catch (Throwable failure) {
            if (batch.entries().size() > 1
                    && failure instanceof Exception e
                    && runner.mayBeOnePayloadsFault(e)) {
                batch.singly().forEach(single -> run(runner, single));
            } else {
                batch.entries().forEach(entry -> fail(entry, failure));
            }
        }
    }

    private void answer(Released<K, P, R> batch, Ran<R> ran) {
        queue.learn(batch.rows(), ran.timing().total());
        BatchReport report =
                new BatchReport(batch.rows(), batch.entries().size(), batch.reason(), ran.timing());
        observer.accept(report);
        for (int i = 0; i < batch.entries().size(); i++) {
            Entry<K, P, R> entry = batch.entries().get(i);
            Outcome<R> outcome =
                    new Outcome<>(
                            ran.results().get(i), batch.takenNanos() - entry.arrivedNanos, report);
            inOrder(entry, () -> entry.answer.complete(outcome));
        }
    }

    private void fail(Entry<K, P, R> entry, Throwable failure) {
        inOrder(entry, () -> entry.answer.completeExceptionally(failure));
    }

    private void inOrder(Entry<K, P, R> entry, Runnable answer) {
        if (settings.preserveOrdering()) {
            order.answer(entry, answer);
        } else {
            answer.run();
        }
    }
}
