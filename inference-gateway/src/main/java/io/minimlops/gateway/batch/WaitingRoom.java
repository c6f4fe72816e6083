package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchQueue.Next;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where threads meet around a [BatchQueue]: callers bring requests, executors sleep until there is
/// something to run. One lock, held for about a microsecond, or as long as comparing two equal keys
/// takes, and never while a request is answered.
///
/// A caller wakes an executor only when there is something for it to do and no other is on its way
/// already. Of the executors that sleep at most one, the lookout, does so with an alarm.
final class WaitingRoom<K, P, R> {

    private static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final BatchQueue<K, P, R> queue;
    private final @Nullable AnswerOrder order;
    private final Consumer<Entry<K, P, R>> expired;
    private final Deadlines deadlines = new Deadlines(this::sweep);
    private final long began = System.nanoTime();
    private int asleep;

    /// Whether one that was woken has not come yet; it looks after everything that is to do.
    private boolean woken;

    /// When the lookout's alarm goes off.
    private long alarm = NEVER;

    /// @param expired answers a request whose time has passed
    WaitingRoom(
            BatchQueue<K, P, R> queue,
            @Nullable AnswerOrder order,
            Consumer<Entry<K, P, R>> expired) {
        this.queue = queue;
        this.order = order;
        this.expired = expired;
    }

    /// Nanoseconds since the batcher began.
    long now() {
        return System.nanoTime() - began;
    }

    /// @throws WorkRefused as [BatchQueue#add]
    void add(Entry<K, P, R> entry) {
        lock.lock();
        try {
            long now = now();
            queue.add(entry, now);
            if (order != null) {
                order.expect(entry);
            }
            deadlines.arm(queue.nextExpiry(), now);
            wakeOneIfWanted(now);
        } finally {
            lock.unlock();
        }
    }

    boolean remove(Entry<K, P, R> entry) {
        lock.lock();
        try {
            return queue.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /// See [BatchQueue#answered].
    List<Entry<K, P, R>> answered(Question<K, P, R> question) {
        lock.lock();
        try {
            return queue.answered(question);
        } finally {
            lock.unlock();
        }
    }

    int pending() {
        lock.lock();
        try {
            return queue.pending();
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until there is something to run; null when closed and empty. Whoever asks has ended
    /// what it ran before.
    @Nullable Released<K, P, R> next(int executor) {
        boolean first = true;
        while (true) {
            List<Entry<K, P, R>> late;
            lock.lock();
            try {
                long now = now();
                if (first) {
                    queue.ended(executor, now);
                    first = false;
                }
                late = queue.takeExpired(now);
                if (late.isEmpty()) {
                    Next<K, P, R> next = queue.next(now);
                    switch (next) {
                        case null -> {
                            return null;
                        }
                        case Next.Run<K, P, R>(var batch) -> {
                            queue.started(executor, batch, now);
                            wakeOneIfWanted(now);
                            return batch;
                        }
                        case Next.Pause<K, P, R>(var nanos) -> sleep(nanos, now);
                    }
                }
            } finally {
                lock.unlock();
            }
            late.forEach(expired);
        }
    }

    void close() {
        lock.lock();
        try {
            queue.close();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeOneIfWanted(long now) {
        if (asleep == 0 || woken) {
            return;
        }
        long wait = queue.wantsExecutorIn(now);
        if (wait == 0 || (wait != NEVER && now + wait < alarm)) {
            woken = true;
            work.signal();
        }
    }

    /// Executors end by [#close()] alone: an interrupt meant for a runner must not lose queued
    /// requests.
    private void sleep(long nanos, long now) {
        boolean lookout = nanos != NEVER && now + nanos < alarm;
        if (lookout) {
            alarm = now + nanos;
        }
        asleep++;
        try {
            if (lookout) {
                var unused = work.awaitNanos(nanos);
            } else {
                work.awaitUninterruptibly();
            }
        } catch (InterruptedException e) {
            Thread.interrupted();
        } finally {
            asleep--;
            woken = false;
            if (lookout) {
                alarm = NEVER;
            }
        }
    }

    private void sweep() {
        List<Entry<K, P, R>> late;
        lock.lock();
        try {
            deadlines.fired();
            long now = now();
            late = queue.takeExpired(now);
            deadlines.arm(queue.nextExpiry(), now);
        } finally {
            lock.unlock();
        }
        late.forEach(expired);
    }
}
