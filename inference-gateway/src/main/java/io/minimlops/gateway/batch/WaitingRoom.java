package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchQueue.Next;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where threads meet around a [BatchQueue]: callers bring requests, and run short ones themselves;
/// executors sleep until there is something to run. Whoever runs something has a seat meanwhile.
/// One lock, held for about a microsecond, or as long as comparing two equal keys takes, and never
/// while a request is answered.
final class WaitingRoom<K, P, R> {

    /// Of a thread that has run nothing yet.
    static final int NO_SEAT = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition seatGivenBack = lock.newCondition();
    private final Sleepers sleepers = new Sleepers(lock.newCondition());
    private final boolean callersRun;
    private final BatchQueue<K, P, R> queue;
    private final @Nullable AnswerOrder order;
    private final Consumer<Entry<K, P, R>> expired;
    private final Deadlines deadlines = new Deadlines(this::sweep);
    private final long began = System.nanoTime();

    /// @param callersRun whether callers may run what they bring
    /// @param expired answers a request whose time has passed
    WaitingRoom(
            BatchQueue<K, P, R> queue,
            boolean callersRun,
            @Nullable AnswerOrder order,
            Consumer<Entry<K, P, R>> expired) {
        this.queue = queue;
        this.callersRun = callersRun;
        this.order = order;
        this.expired = expired;
    }

    /// Nanoseconds since the batcher began.
    long now() {
        return System.nanoTime() - began;
    }

    /// @return what the caller is to run itself; null: an executor will see to it
    /// @throws WorkRefused as [BatchQueue#add]
    Next.@Nullable Run<K, P, R> add(Entry<K, P, R> entry) {
        lock.lock();
        try {
            long now = now();
            queue.add(entry, now);
            if (order != null) {
                order.expect(entry);
            }
            Next.Run<K, P, R> run = forCaller(now);
            deadlines.arm(queue.nextExpiry(), now);
            return run;
        } finally {
            lock.unlock();
        }
    }

    /// What a caller that ran something runs next; null: nothing more.
    ///
    /// @param seat that it had
    /// @param more whether it may go on
    Next.@Nullable Run<K, P, R> ran(int seat, boolean more) {
        lock.lock();
        try {
            long now = now();
            queue.ended(seat, now);
            if (queue.isClosed()) {
                sleepers.wakeAll();
                seatGivenBack.signalAll();
            }
            if (more) {
                return forCaller(now);
            }
            wakeOneIfWanted(now);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Next.@Nullable Run<K, P, R> forCaller(long now) {
        Next<K, P, R> next = callersRun && queue.suitsCallers(now) ? queue.next(now) : null;
        wakeOneIfWanted(now);
        return next instanceof Next.Run<K, P, R> run ? run : null;
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
    ///
    /// @param seat that it had, or [#NO_SEAT]
    Next.@Nullable Run<K, P, R> next(int seat) {
        boolean seated = seat != NO_SEAT;
        while (true) {
            List<Entry<K, P, R>> late;
            lock.lock();
            try {
                long now = now();
                if (seated) {
                    queue.ended(seat, now);
                    seated = false;
                }
                late = queue.takeExpired(now);
                if (late.isEmpty()) {
                    Next<K, P, R> next = queue.next(now);
                    switch (next) {
                        case null -> {
                            return null;
                        }
                        case Next.Run<K, P, R> run -> {
                            wakeOneIfWanted(now);
                            return run;
                        }
                        case Next.Pause<K, P, R>(var nanos) -> sleepers.sleep(nanos, now);
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
            sleepers.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until nothing runs.
    void awaitSilence() {
        lock.lock();
        try {
            while (queue.isRunning()) {
                seatGivenBack.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeOneIfWanted(long now) {
        if (sleepers.mayWake()) {
            sleepers.wakeOneFor(queue.wantsExecutorIn(now), now);
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
