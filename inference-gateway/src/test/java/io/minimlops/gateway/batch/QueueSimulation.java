package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchQueue.Next;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Drives a [BatchQueue] on a virtual clock: executors take batches as soon as the queue lets them,
/// run them for as long as it is said, and wake up exactly when the queue asked to.
final class QueueSimulation {

    static final long MICRO = 1_000;
    static final long MILLI = 1_000_000;

    /// @param answered all who asked by the end
    /// @param ended on the virtual clock
    record Ran(
            Released<Integer, Integer, Integer> batch,
            List<Entry<Integer, Integer, Integer>> answered,
            long ended) {}

    private record Event(long time, long sequence, Runnable what) {}

    private final BatchSettings settings;
    private final IntToLongFunction cost;
    private final CostModel costs = new CostModel();
    private final BatchQueue<Integer, Integer, Integer> queue;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::time).thenComparingLong(Event::sequence));
    private final boolean[] busy;
    private long sequence;
    private int submitted;
    private long alarm = Entry.NO_DEADLINE;

    long now;
    final Set<Entry<Integer, Integer, Integer>> waiting = new LinkedHashSet<>();
    final Set<Question<Integer, Integer, Integer>> running = new LinkedHashSet<>();
    final List<Ran> ran = new ArrayList<>();
    final List<Entry<Integer, Integer, Integer>> expired = new ArrayList<>();
    final List<Entry<Integer, Integer, Integer>> cancelled = new ArrayList<>();
    final List<Reason> refused = new ArrayList<>();

    /// What must hold whenever the executors have taken what they may.
    Runnable whenSettled = () -> {};

    /// What must hold of a batch as it is taken.
    java.util.function.Consumer<Released<Integer, Integer, Integer>> whenTaken = batch -> {};

    /// @param cost of a batch by its rows, in nanoseconds
    QueueSimulation(BatchSettings settings, IntToLongFunction cost) {
        this.settings = settings;
        this.cost = cost;
        this.queue = new BatchQueue<>(settings, costs);
        this.busy = new boolean[settings.executors()];
    }

    void at(long time, Runnable what) {
        events.add(new Event(time, sequence++, what));
    }

    /// A request comes now.
    void arrive(int lane, int rows, int priority, long timeoutNanos) {
        arrive(lane, rows, priority, timeoutNanos, null);
    }

    /// @param key null: it is equal to none
    /// @return null when it was not let in
    @Nullable Entry<Integer, Integer, Integer> arrive(
            int lane, int rows, int priority, long timeoutNanos, @Nullable Integer key) {
        int level = settings.level(priority);
        Entry<Integer, Integer, Integer> entry =
                new Entry<>(
                        new Work<>(lane, rows, priority, timeoutNanos, submitted++, key),
                        level,
                        now,
                        settings.queue(level).timeoutNanos(timeoutNanos),
                        (any, why) -> false);
        try {
            queue.add(entry, now);
            if (!running.contains(entry.question)) {
                waiting.add(entry);
            }
            return entry;
        } catch (WorkRefused e) {
            refused.add(e.reason());
            return null;
        }
    }

    void cancel(Entry<Integer, Integer, Integer> entry) {
        if (queue.remove(entry)) {
            waiting.remove(entry);
            cancelled.add(entry);
        }
    }

    void close() {
        queue.close();
    }

    boolean hasFreeExecutor() {
        for (boolean each : busy) {
            if (!each) {
                return true;
            }
        }
        return false;
    }

    CostEstimate estimate() {
        return costs.estimate();
    }

    int submitted() {
        return submitted;
    }

    /// Until nothing is left to happen.
    void run() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now = event.time();
            event.what().run();
            settle();
        }
    }

    private void settle() {
        takeExpired();
        for (int executor = 0; executor < busy.length; executor++) {
            if (!busy[executor]) {
                dispatch(executor);
            }
        }
        if (queue.nextExpiry() < alarm) {
            alarm = Math.max(now + 1, queue.nextExpiry());
            at(alarm, () -> alarm = Entry.NO_DEADLINE);
        }
        whenSettled.run();
    }

    private void takeExpired() {
        List<Entry<Integer, Integer, Integer>> late = queue.takeExpired(now);
        late.forEach(waiting::remove);
        expired.addAll(late);
    }

    private void dispatch(int executor) {
        switch (queue.next(now)) {
            case Next.Run<Integer, Integer, Integer>(int seat, var batch) -> {
                batch.questions().forEach(question -> question.askers().forEach(waiting::remove));
                whenTaken.accept(batch);
                running.addAll(batch.questions());
                busy[executor] = true;
                long nanos = cost.applyAsLong(batch.rows());
                at(now + nanos, () -> end(executor, seat, batch, nanos));
            }
            case Next.Pause<Integer, Integer, Integer>(long nanos) -> {
                if (nanos != Long.MAX_VALUE) {
                    at(now + nanos, () -> {});
                }
            }
            case null -> {}
        }
    }

    private void end(
            int executor, int seat, Released<Integer, Integer, Integer> batch, long nanos) {
        busy[executor] = false;
        costs.record(batch.rows(), nanos);
        queue.ended(seat, now);
        List<Entry<Integer, Integer, Integer>> answered = new ArrayList<>();
        for (Question<Integer, Integer, Integer> question : batch.questions()) {
            running.remove(question);
            answered.addAll(queue.answered(question));
        }
        ran.add(new Ran(batch, answered, now));
    }
}
