package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.ReleasePolicy.Now;
import io.minimlops.gateway.batch.ReleasePolicy.Wait;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for an executor. All state is guarded by one lock, held for microseconds and never
/// while a request is answered.
final class BatchQueue<K, P, R> {

    private final BatchSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<K, Lane<K, P, R>> lanes = new LinkedHashMap<>();
    private final CostModel costs = new CostModel();
    private final ArrivalRate arrivals = new ArrivalRate();
    private int requests;
    private int rows;
    private boolean closed;

    BatchQueue(BatchSettings settings) {
        this.settings = settings;
    }

    /// @param accepted runs when the request has its place in the order
    /// @throws WorkRefused when the queue is full or closed, or the request's time cannot suffice
    void add(Entry<K, P, R> entry, Runnable accepted) {
        lock.lock();
        try {
            admit(entry);
            lanes.computeIfAbsent(entry.work.lane(), lane -> new Lane<>(settings.priorityLevels()))
                    .add(entry);
            requests++;
            rows += entry.work.rows();
            arrivals.arrived(entry.arrivedNanos);
            accepted.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// False when the request is not waiting any more.
    boolean remove(Entry<K, P, R> entry) {
        lock.lock();
        try {
            Lane<K, P, R> lane = lanes.get(entry.work.lane());
            if (entry.state != Entry.State.QUEUED || lane == null) {
                return false;
            }
            entry.state = Entry.State.REMOVED;
            lane.remove(entry);
            forget(List.of(entry));
            dropIfEmpty(entry.work.lane(), lane);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until there is something to run or to refuse; null when closed and empty.
    @Nullable Next<K, P, R> next() {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                List<Entry<K, P, R>> expired = takeExpired(now);
                if (!expired.isEmpty()) {
                    return new Next.Expired<>(expired);
                }
                Choice<K, P, R> choice = choose(now);
                if (choice instanceof Choice.Run<K, P, R> run) {
                    return new Next.Batch<>(release(run, now));
                }
                if (closed) {
                    return null;
                }
                pause(choice);
            }
        } finally {
            lock.unlock();
        }
    }

    void learn(int batchRows, long batchNanos) {
        lock.lock();
        try {
            costs.record(batchRows, batchNanos);
        } finally {
            lock.unlock();
        }
    }

    int pending() {
        lock.lock();
        try {
            return requests;
        } finally {
            lock.unlock();
        }
    }

    CostModel.Estimate estimate() {
        lock.lock();
        try {
            return costs.estimate();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void admit(Entry<K, P, R> entry) {
        if (closed) {
            throw new WorkRefused(Reason.CLOSED, "the model is being unloaded");
        }
        Duration wait = Duration.ofNanos(expectedWaitNanos());
        if (settings.maxQueued() > 0 && requests >= settings.maxQueued()) {
            throw new WorkRefused(Reason.QUEUE_FULL, "Exceeds maximum queue size", wait);
        }
        if (entry.hasDeadline && entry.deadlineNanos - entry.arrivedNanos < wait.toNanos()) {
            throw new WorkRefused(
                    Reason.EXPIRED,
                    "Request timeout expired: the queue ahead needs about %d ms"
                            .formatted(wait.toMillis()),
                    wait);
        }
    }

    private long expectedWaitNanos() {
        int batches = (rows + settings.maxRows() - 1) / settings.maxRows();
        CostModel.Estimate cost = costs.estimate();
        return (long) (cost.perRow() * rows + cost.perBatch() * batches) / settings.executors();
    }

    private Choice<K, P, R> choose(long now) {
        Choice.@Nullable Run<K, P, R> best = null;
        long wait = Long.MAX_VALUE;
        double nextIn = arrivals.nextInNanos(now);
        for (Map.Entry<K, Lane<K, P, R>> each : lanes.entrySet()) {
            Lane<K, P, R> lane = each.getValue();
            switch (decide(lane, now, nextIn)) {
                case Now(var reason) -> {
                    if (best == null || lane.isBefore(best.lane())) {
                        best = new Choice.Run<>(each.getKey(), lane, reason);
                    }
                }
                case Wait(var nanos) -> wait = Math.min(wait, nanos);
            }
        }
        return best == null ? new Choice.Pause<>(wait) : best;
    }

    private ReleasePolicy.Decision decide(Lane<K, P, R> lane, long now, double nextIn) {
        return closed
                ? new Now(ReleaseReason.IDLE)
                : ReleasePolicy.decide(lane.waiting(now, nextIn), settings, costs.estimate());
    }

    private Released<K, P, R> release(Choice.Run<K, P, R> run, long now) {
        List<Entry<K, P, R>> taken = run.lane().take(settings.maxRows());
        forget(taken);
        dropIfEmpty(run.key(), run.lane());
        if (requests > 0) {
            changed.signal();
        }
        int taking = taken.stream().mapToInt(entry -> entry.work.rows()).sum();
        return new Released<>(taken, taking, run.reason(), now);
    }

    private List<Entry<K, P, R>> takeExpired(long now) {
        List<Entry<K, P, R>> expired = new ArrayList<>();
        lanes.values().forEach(lane -> expired.addAll(lane.takeExpired(now)));
        lanes.values().removeIf(Lane::isEmpty);
        forget(expired);
        return expired;
    }

    private void forget(List<Entry<K, P, R>> gone) {
        requests -= gone.size();
        gone.forEach(entry -> rows -= entry.work.rows());
    }

    private void dropIfEmpty(K key, Lane<K, P, R> lane) {
        if (lane.isEmpty()) {
            lanes.remove(key);
        }
    }

    /// Executors end by [#close()] alone: an interrupt meant for a runner must not lose queued
    /// requests.
    private void pause(Choice<K, P, R> choice) {
        if (choice instanceof Choice.Pause<K, P, R>(long nanos) && nanos != Long.MAX_VALUE) {
            try {
                var unused = changed.awaitNanos(nanos);
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        } else {
            changed.awaitUninterruptibly();
        }
    }

    /// What an executor does next.
    sealed interface Next<K, P, R> {
        record Batch<K, P, R>(Released<K, P, R> released) implements Next<K, P, R> {}

        record Expired<K, P, R>(List<Entry<K, P, R>> entries) implements Next<K, P, R> {}
    }

    private sealed interface Choice<K, P, R> {
        record Run<K, P, R>(K key, Lane<K, P, R> lane, ReleaseReason reason)
                implements Choice<K, P, R> {}

        record Pause<K, P, R>(long nanos) implements Choice<K, P, R> {}
    }
}
